"""Wordings of the facts: phrases for patches, words for cells, the keyword bank, neutral words."""

PATCH_PHRASES = {
    "background": ["background", "empty glass", "no tissue", "slide background"],
    "tissue:stroma": ["stroma", "fibrous stroma", "collagen", "connective tissue", "fibrous tissue", "stromal tissue", "fibroblasts"],
    "main:stroma": ["mostly stroma", "dense collagenous stroma", "bland fibrous stroma", "wavy collagen bundles"],
    "tissue:benign glands": ["benign glands", "normal glands", "regular glands", "benign epithelium", "normal mucosa", "goblet cells", "benign crypts"],
    "main:benign glands": ["mostly benign glands", "round regular glands", "regular glands with goblet cells"],
    "tissue:malignant glands": ["malignant glands", "tumour glands", "adenocarcinoma", "glandular tumour", "irregular crowded glands", "gland forming carcinoma", "glandular carcinoma", "gland-forming tumour"],
    "main:malignant glands": ["mostly malignant glands", "back-to-back malignant glands", "crowded irregular tumour glands"],
    "tissue:solid tumour": ["solid tumour", "solid carcinoma", "solid sheets of tumour cells", "solid growth", "solid nests", "sheets of tumour", "solid tumor"],
    "main:solid tumour": ["mostly solid tumour", "diffuse sheets of tumour cells", "solid sheets without glands"],
    "tissue:lymphoid aggregate": ["lymphoid aggregate", "lymphoid aggregates", "lymphoid follicle", "lymphoid tissue", "dense lymphocytes"],
    "main:lymphoid aggregate": ["mostly lymphoid tissue", "dense sheet of small lymphocytes"],
    "tissue:adipose": ["adipose tissue", "fat", "adipose", "adipocytes", "fat cells", "fatty tissue"],
    "main:adipose": ["mostly adipose tissue", "mature fat"],
    "tissue:necrosis": ["necrosis", "tumour necrosis", "necrotic tissue", "necrotic debris", "dead tissue", "coagulative necrosis", "necrotic areas"],
    "main:necrosis": ["mostly necrosis", "confluent necrosis with debris"],
    "muscle": ["smooth muscle", "muscle", "muscularis"],
    "main:muscle": ["mostly smooth muscle", "smooth muscle bundles"],
    "tumour": ["tumour", "tumor", "carcinoma", "cancer", "malignant", "malignancy", "tumour cells", "malignant cells", "neoplasm", "invasive carcinoma", "malignant epithelium"],
    "glands": ["glands", "glandular", "glandular structures", "gland formation", "epithelial glands", "lumina"],
    "atypia:marked": ["marked nuclear atypia", "marked atypia", "pleomorphic nuclei", "high grade nuclei", "nuclear pleomorphism", "pleomorphism"],
    "atypia:mild": ["mild nuclear atypia", "mild atypia", "low grade nuclei", "uniform nuclei"],
    "inflammatory cells": ["inflammatory cells", "inflammation", "lymphocytes", "lymphocyte", "immune cells", "infiltrating lymphocytes", "inflammatory infiltrate", "immune infiltrate"],
    "many lymphocytes": ["many lymphocytes", "brisk lymphocytic infiltrate", "dense inflammation", "lymphocyte rich"],
    "lymphocytes in tumour": ["tumour infiltrating lymphocytes", "lymphocytes among tumour cells", "intraepithelial lymphocytes", "infiltrated tumour"],
    "few cells": ["few cells", "paucicellular tissue"],
}

CELL_PHRASES = {
    "no cells": ["no nuclei", "nuclei absent"],
    "mostly:inflammatory": ["nearly all small dark round nuclei", "lymphocyte nuclei predominate"],
    "mostly:epithelial": ["epithelial nuclei predominate", "mostly large oval nuclei"],
    "mostly:spindle": ["spindle nuclei predominate", "mostly thin elongated nuclei"],
    "mostly:other": ["pyknotic fragments predominate", "mostly nuclear debris"],
    "many:inflammatory": ["numerous lymphocyte nuclei", "many small round nuclei"],
    "many:epithelial": ["many epithelial nuclei", "many oval nuclei"],
    "many:spindle": ["many spindle nuclei", "fibroblast nuclei"],
    "many:other": ["apoptotic bodies", "pyknotic nuclei"],
    "nuclei:marked": ["pleomorphic nuclei with nucleoli", "nuclei vary in size and shape"],
    "nuclei:mild": ["monotonous nuclei", "nuclei alike in size"],
    "crowded": ["crowded nuclei", "high cellularity"],
    "moderate cellularity": ["moderate cellularity"],
    "sparse nuclei": ["sparse nuclei", "low cellularity"],
}

#: The keyword bank of semantic patch filtering: what a pathologist looks for first.
KEYWORDS = (
    "tumour", "solid tumour", "malignant glands", "benign glands", "necrosis", "lymphoid aggregate",
    "lymphocytes", "marked nuclear atypia", "stroma", "adipose tissue", "smooth muscle",
)

#: Words of questions that name no tissue: taught to lie near the middle of the text space.
NEUTRAL = (
    "diagnosis", "finding", "findings", "report", "pattern", "growth", "present", "seen", "slide",
    "main", "predominates", "predominant", "most common", "summary", "summarise", "describe", "type",
    "overview", "caption", "appear", "look", "evidence", "kind", "extent", "visible", "contain",
    "grade", "stage", "staging", "age", "patient", "sex", "survival", "prognosis", "treatment",
    "therapy", "receptor", "status", "molecular", "subtype", "her2", "estrogen receptor", "mutation",
    "metastasis", "years old", "cells", "cell", "tissue", "nuclei", "histology", "morphology",
    "features", "abnormal", "count", "number", "quantity", "compare", "difference", "largest",
    "conclusion", "conclude", "interpret", "wrong", "important", "architecture", "structure",
)
