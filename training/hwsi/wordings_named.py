"""How tissues are named and what stands around a question, as patterns (hwsi.wordings_taught.spoken); training alone uses them.

None is an entry that hwsi.wordings holds out: of a held-out name training knows the words, not the name.
"""

#: Keys are "name" and the tissue, "before" and "after".
NAMED: dict[str, list[str]] = {
    "name stroma": ["(some |the |loose |dense |fibrous |)(stroma|connective tissue)", "(collagen fibres|collagen bundles|dense collagen|collagenous tissue|collagenous stroma)", "(fibrous|fibrocollagenous|supporting|stromal|fibroblastic) (tissue|stroma)"],
    "name benign glands": [
        "(some |the |)(benign|normal|regular|non-neoplastic|healthy|preserved|residual|unremarkable) (glands|glandular tissue|glandular structures|crypts|mucosal glands)", "(normal|regular|non-neoplastic|healthy|glandular|benign glandular|normal glandular|benign-looking) epithelium", "(glands|epithelium) that (is|are) (benign|normal)",
    ],
    "name malignant glands": [
        "(an |invasive |an invasive |infiltrating |moderately differentiated |a glandular |conventional )adenocarcinoma", "(malignant|tumour|tumor|neoplastic|cancerous|atypical|carcinomatous) (glands|glandular structures|crypts)", "(gland-forming|glandular) (tumour|tumor|cancer|carcinoma)", "(areas of |foci of )adenocarcinoma",
    ],
    "name solid tumour": [
        "(a |)solid (tumour|tumor|cancer|neoplasm)", "(solid carcinoma|carcinoma) (with solid growth|in solid sheets|without glands|growing in sheets)", "(areas of solid carcinoma|a solid carcinoma|solid carcinoma areas|solid growth of tumour|areas of solid growth|solid growth areas|a solid growth pattern)",
        "(sheets of tumour|sheets of tumour cells|solid sheets|tumour sheets|tumor in sheets|tumour cells in sheets|tumour growing in sheets|solid tumour sheets|cancer in sheets)",
    ],
    "name lymphoid aggregate": ["(any |some |the |)(lymphoid|lymphocytic|lymphatic) (aggregates|follicles|nodules|tissue|infiltrates|collections)", "(one |some |the |dense )(lymphoid aggregate|lymphoid follicle|lymphoid nodule)", "(aggregates|follicles|nodules|clusters|collections) of (lymphocytes|lymphoid cells)", "(reactive |)lymphoid (aggregation|hyperplasia)"],
    "name adipose": ["(mature |some |the |normal )adipose tissue", "(mature |some |the |any |normal |lobulated |)(fat|fatty tissue|adipocytes|fat lobules)", "(mature |some |the |many )fat cells", "(subcutaneous|adipose|fatty) (tissue lobules|stroma|areas)"],
    "name necrosis": ["(any |some |the |tumour |coagulative |focal |extensive |)(necrosis|necroses)", "(any |some |the |coagulative |)tumor (necroses|cell necrosis|tissue necrosis)", "(necrotic|dead|dying) (tissue|debris|areas|cells|tumour|material)", "(areas|foci|evidence|zones) of necrosis", "(comedo|ghost cells and |confluent )necrosis"],
    "name tumour": [
        "(any |some |the |)(tumour|tumor|cancer|carcinoma|malignancy|neoplasia|malignant tissue|neoplastic tissue)", "(a |the |)(neoplasm|carcinoma|cancer|tumor|malignancy|malignant neoplasm|malignant tumor|invasive carcinoma|malignant growth)", "(some |the |any |invasive |clearly )(malignant cells|tumour cells|cancer cells|neoplastic cells)", "(tumour|cancer|tumor) (tissue|cells|growth|nests)",
        "(that |the |one )(tumour|malignant tumour|malignant tumor)",
    ],
    "before": [
        "(Please|Kindly|Now|Well|Right|So|And|Hi|Hi there|Hello there|Good morning|Dear colleague|Thanks|All right|One question|A question|Another question|Next question|Last question|Let us see|Let me ask)(, |: |. )", "(On|In|Looking at|Regarding|For) (this|the|that) (slide|section|specimen|image|case|picture|biopsy|H&E)(, |: )", "(Tell me|Say|I ask you|I want to know|I would like to know|Could you say|Help me)(: |, )", "(In|To) your (opinion|eyes|judgement|experience|mind|estimation)(, |: )",
        "The (patient|woman|man) (is|was) (4|5|6|7|8)(0|1|2|3|5|6|7|8|9)( years old|)(. |, so: )", "(The patient|She|He) (had|has had|got|received|finished|refused) (surgery|radiotherapy|immunotherapy|a biopsy|tamoxifen|chemotherapy before|chemotherapy last year|radiation|a mastectomy)(. |, now: )", "(ER|PR|HER2|Ki-67|PD-L1|KRAS|EGFR|p53|BRAF|The receptor status) (was|is) (negative|positive|unknown|not done|mutated|pending)(. |; )",
        "(Before|After|During|Without|Apart from) (surgery|the operation|the treatment|the therapy|radiotherapy|the chemotherapy|staging)(: |, )", "For (the|our|a|my) (tumour board|tumor board|board|meeting|students|lecture|seminar|report|clinician|oncologist|treatment plan|treatment conference|class|course|notes|surgeon)(: |, )", "The (oncologist|surgeon|clinician|student|resident|family|patient|radiologist|board) (asks|wants to know|would like to know|is asking)(: |, )",
        "(Regardless|Irrespective|Independent) of (stage|age|therapy|the treatment|outcome|prognosis|receptors)(: |, )", "The (stage|age|sex|prognosis|outcome|therapy|treatment|survival) (does not matter|is not the question|is known|comes later|was discussed)(. |: )", "(She|He|The patient) (died|relapsed|survived|was cured|is well|is 45|is 82|is a smoker|lives abroad)(. |, but: )", "The (biopsy|specimen|tissue) (is|was|comes) from (a man|a woman|a child|an old lady|the colon|the breast|last year)(. |; )",
    ],
    "after": [
        " (Be brief|Keep it short|Briefly, please|Short answer|Please keep it short|Please be short|A brief answer please|In one word|In a few words|Just briefly)(.|)", " (Thank you|Many thanks|Thanks a lot|Cheers|Thx|Thanks in advance|Kind regards)(.|)", " (Show me|Show me where|Show the evidence|With evidence|Cite patches|Point to it|Give reasons|Explain why|Please explain|Justify|And why)(.|)",
        " (I am not sure|I cannot tell|I could not see it|My colleague disagrees|It is for a lecture|It is urgent|No rush|Take your time|Be exact|Be honest|Please be precise)(.|)",
    ],
}  # fmt: skip
