"""Further wordings that training alone asks, so that a question is known by its sense and not by its letters.

A pattern stands for many questions: of "(a|b|)" one is drawn. No drawn question is one of the held-out
wordings (hwsi.wordings.seen); evaluation asks only the lists of hwsi.wordings.
"""

import random
import re

GROUP = re.compile(r"\(([^()]*)\)")
_T = "(tumour|tumor|cancer|carcinoma|neoplasm|lesion|malignancy)"
_SLIDE = "(slide|section|specimen|image|tissue|case)"
_SAY = "(Please |Can you |Could you |)"

TAUGHT: dict[str, list[str]] = {
    "tumour": [
        f"(Does|Would) this {_SLIDE} (show|contain|hold) (a malignancy|malignant cells|cancer|a carcinoma|neoplastic cells|anything neoplastic)?", f"Is (this|the) {_SLIDE} (malignant|benign|cancerous|neoplastic|healthy|tumour-free|free of tumour|free of cancer)?",
        "(Malignant or benign|Benign or malignant|Cancer or not|Tumour or no tumour|Normal or abnormal|Healthy or diseased)?", "(Have you|Did you) (found|find|seen|detect|spot) (any |)(cancer|tumour|malignancy|carcinoma)?", "Is there (something|anything) (suspicious|malignant|neoplastic|worrying) (here|on this slide|in the tissue)?",
        "(Should I be worried|Is this worrying|Is it bad|Could this be cancer|Is it a neoplasm)?", "Rule (in|out) (malignancy|cancer|carcinoma).", "Is the (lesion|growth|proliferation) (benign|malignant|neoplastic)?",
    ],
    "diagnosis": [
        f"What (is|would be) (your|the|a) (diagnosis|histological diagnosis|histologic diagnosis|impression|interpretation|conclusion|reading)( of this {_SLIDE}|)?", f"(What|Which) (kind|type|sort|subtype|entity) of {_T} (is this|do you see|is shown|is it)?", f"What (do we have|are we looking at|is going on|is shown|can be seen) (here|on this {_SLIDE})?",
        f"{_SAY}(name|classify|type|diagnose|identify) the {_T}.", f"How (do|would) you (classify|type|call|label|name) (this|the) ({_T}|{_SLIDE})?", "(Histological|Histologic|Tumour|Tumor) type?", "(Your|Final|Main|Working) (diagnosis|impression)?", "What is wrong (here|with this tissue)?", "Which diagnosis (fits|is most likely|would you make)?",
    ],
    "pattern": [
        f"(Which|What) (architecture|growth|pattern|growth pattern|architectural pattern) does the {_T} (show|have|display)?", f"(How|In which way|In what manner) is the {_T} (growing|organised|built|structured)?", f"(Are there|Do you see|Does the {_T} make|Does the {_T} form) (glands or sheets|glandular structures|solid sheets|lumina|gland formation)( in the {_T}|)?",
        f"(Describe|Characterise|Tell me about) the (growth|architecture|growth pattern) of the {_T}.", f"(Glandular or solid|Solid or glandular|Glands or sheets)( growth|)?", f"Is the (growth|architecture|{_T}) (solid|glandular|gland-forming|in sheets)?", "What does the tumour architecture look like?",
    ],
    "atypia": [
        f"How (atypical|pleomorphic|abnormal|irregular|ugly|bizarre|variable) are the ({_T} |)(nuclei|nuclear features|cells)?", "(Grade|Rate|Judge|Assess|Describe|Tell me about) the (nuclear |)(atypia|pleomorphism|atypia of the nuclei).", "Is the (nuclear |)(atypia|pleomorphism|variation) (low|high|mild|marked|strong|severe|slight)?",
        "(How much|What degree of|Which degree of) (nuclear |)(atypia|pleomorphism) (is there|do you see|is present)?", f"Are the ({_T} |)(nuclei|cells) (uniform|alike|monomorphic|pleomorphic|enlarged|atypical|of equal size|irregular)?", "Do the nuclei (look alike|differ in size|vary in shape|vary)?", "(Mild or marked|Marked or mild|Slight or strong) (atypia|pleomorphism)?",
        "What (are the nuclei like|is the appearance of the nuclei|about the nuclei|about nuclear atypia)?",
    ],
    "infiltrate": [
        "How (dense|strong|heavy|marked|intense|severe|brisk) is the (inflammation|infiltrate|inflammatory infiltrate|lymphocytic infiltrate|immune infiltrate|lymphoid infiltrate)?", f"Is (the|this) ({_SLIDE}|stroma) (inflamed|infiltrated by lymphocytes|rich in lymphocytes|full of inflammatory cells)?",
        "(Many or few|Sparse or brisk|Brisk or sparse|Dense or sparse) (lymphocytes|inflammatory cells|infiltrate)?", "(Describe|Rate|Judge|Tell me about|Characterise) the (inflammation|inflammatory infiltrate|lymphocytic infiltrate|lymphocytes|immune cells|immune response).", "How (numerous|abundant) are (the |)(lymphocytes|inflammatory cells|immune cells)?",
        "Is there (much|a lot of|little|a dense|a heavy) (inflammation|lymphocytic infiltrate|infiltration)?", "What about (the |)(inflammation|inflammatory cells|lymphocytes|immune infiltrate)?", "Does the tissue (hold|have|contain) (many|few|numerous) (lymphocytes|inflammatory cells)?",
    ],
    "main": [
        f"(What|Which) (tissue|component|tissue type) (dominates|prevails|is the largest|is most abundant|makes up most|is the commonest|fills most of the slide|takes most space)?", f"What (mostly |mainly |)(makes up|fills|covers) (the|this) {_SLIDE}?", f"What is (the|this) {_SLIDE} (mostly|mainly) (composed of|made of)?",
        "(Which|What) (of the tissues|of all tissues|tissue|component|kind of tissue)( here| on this slide| seen here|) is (the |)(most abundant|most frequent|most common|largest|biggest|prevailing|leading)( one| tissue| by area|)?", "(Main|Predominant|Dominant|Commonest|Largest) (tissue|component)?", "Of which tissue is there (most|the largest area)?",
    ],
    "extent": [
        f"How (much|large|big|extensive|widespread) is the (area of |extent of |spread of |){_T}?", f"(What|Which) (share|part|proportion|percentage|fraction|portion) of (the|this) {_SLIDE} is ({_T}|taken by {_T}|occupied by {_T}|involved by {_T})?", f"How much (of the tissue|of the area|of the slide) does the {_T} (cover|take up|occupy|replace)?",
        f"(Estimate|Tell me|Give) the (tumour|tumor) (area|share|burden|content|cellularity|volume|extent).", f"Is (there much|there little|most of it|half of it|only a small part) {_T}?", f"(Tumour|Tumor) (content|burden|extent|share)?",
    ],
    "arrangement": [
        f"(How|In what way) are the (nests|islands|groups|clusters|tumour nests|tumour islands|cell nests) of (the |){_T} (laid out|organised|spread|placed|positioned|ordered|arranged)?", f"(Describe|Tell me about|Characterise) the (distribution|arrangement|layout|grouping) of the ({_T} |)(nests|islands).", "(Describe|Tell me) how the (nests|tumour nests|islands|tumour islands) lie.",
        "Are the (nests|islands|tumour nests|tumour islands) (in rows|lined up|scattered|dispersed|grouped|together|clustered|confluent)?", "Do the (nests|islands|tumour nests|tumour islands) (form rows|lie in rows|lie apart|lie together|merge)?", f"Is the {_T} (confluent|scattered|dispersed|in rows|clustered|in one piece|one solid mass|broken into nests|a single mass|in separate islands)?", "(Rows, groups or scattered|Scattered or clustered|One mass or many nests|Clusters or rows)?",
        f"What is the (arrangement|layout|spatial arrangement|spatial pattern|distribution) of the (nests|tumour nests|tumour islands)?",
    ],
    "necrosis_context": [
        "(Where in relation to the tumour|Where, seen from the tumour,|In which place) does the (necrosis|necrotic area|dead tissue) lie?", f"Is the (necrosis|necrotic tissue|dead tissue) (inside|within|outside|beside|apart from|in the centre of|surrounded by|away from) the {_T}?", f"Does the (necrosis|necrotic tissue) (lie|sit) (inside|within|outside|apart from|in the middle of|in the centre of) the {_T}?",
        "Is it (central|comedo-type) necrosis?", "(Describe|Tell me) (the place of the necrosis|where the necrosis is|the relation of necrosis and tumour).", "(Central necrosis or apart|Necrosis inside or outside)?", f"What is the relation (of|between) (the |)necrosis and (the |){_T}?",
    ],
    "immune": [
        f"Are (the |)(lymphocytes|immune cells|inflammatory cells|T cells) (inside|within|among|between|outside) the ({_T}|tumour nests|tumour cells|tumour islands)?", f"Do (the |)(lymphocytes|immune cells|inflammatory cells|T cells) (enter|infiltrate|penetrate|invade|surround|stay out of|get into) the ({_T}|tumour nests|tumour islands)?", f"Is the {_T} (infiltrated|excluded|inflamed|hot|cold|immune-infiltrated|immune-excluded|infiltrated by lymphocytes)?", "(Infiltrated or excluded|Excluded or infiltrated|Hot or cold)( tumour|)?",
        "(TILs|Tumour-infiltrating lymphocytes|Intratumoural lymphocytes|Intraepithelial lymphocytes)( present|)?", f"Where are the (lymphocytes|immune cells|inflammatory cells) (relative to|in relation to|with respect to|as seen from) the ({_T}|tumour nests)?", "(Describe|Tell me about) the (tumour-infiltrating lymphocytes|place of the lymphocytes|immune pattern|relation of lymphocytes and tumour).",
        "Have (the |)lymphocytes (entered|reached|got into) the (tumour|nests)?",
    ],
    "focality": [
        f"(How many|What number of) (foci|tumour foci|separate tumours|lesions|tumours) (do you see|can you see|are seen|are present)?", f"(One|A single|A solitary) (focus|tumour|lesion) or (several|many|more|multiple)?", f"Is (there|it) (one focus|a single tumour|more than one focus|more than one tumour|a solitary lesion|a multifocal tumour|a unifocal tumour)?", f"Is the {_T} (solitary|in several places|in one place|in more than one place|single|multiple)?",
        f"(Unifocal or multifocal|Multifocal or unifocal|Focality)?", f"(Describe|Tell me|Judge) the (focality|number of foci)( of the {_T}|).", f"Does the {_T} (lie|grow|occur) in (one place|several places|one focus|several foci)?",
    ],
    "front": [
        f"Does the {_T} (reach|touch|extend to|come up to|involve|abut) the (edge|border|margin|rim|boundary)( of the tissue| of the specimen|)?", f"(How far|How close|How near) is the {_T} (from|to) the (edge|border|margin)( of the tissue|)?", f"Is the {_T} (central|peripheral|in the centre|near the edge|close to the edge|close to the border|at the border|at the edge|away from the edge|well inside|surrounded by other tissue)?",
        f"(Is the margin|Is the edge|Is the border|Are the margins|Are the edges) (free|clear|involved|touched|free of tumour|clear of tumour)?", f"(Edge or inside|Inside or at the edge|Central or peripheral)?", f"Where (in|within) the tissue does the {_T} (lie|sit)?", f"(Describe|Tell me) the (place|location|position) of the {_T} (in the tissue|on the slide).",
    ],
    "report": [
        f"{_SAY}(write|give|draft|compose|prepare|produce) (me |)(a|the|your) (report|pathology report|histology report|microscopy report|description|summary|histological description)( of this {_SLIDE}|).", f"{_SAY}(describe|report|summarise|summarize|review|go through) (this|the) (whole |){_SLIDE}( in full| for me| in detail|).", f"What (can you tell me|do you notice|are the findings|are the main features|is there to say) (about|on|in) this {_SLIDE}?",
        "(Findings|Report|Description|Microscopy|Summary|Overview)(?| please.|.)", f"(Walk|Guide|Take) me through (this|the) {_SLIDE}.", "List (all |the |)findings.",
    ],
    "caption": [
        f"(A|One|Just one) (caption|line|sentence|short line)( for this {_SLIDE}|)(, please.|.)", f"{_SAY}(caption|title|label) (this|the) {_SLIDE}.", f"{_SAY}(describe|summarise|summarize|sum up) (it|this|the {_SLIDE}) in (one|a single|a short) (sentence|line|phrase).", f"(Give me|Write|I need) a (figure legend|legend|title|one-liner|caption)( for this| for my lecture|).", "In (one|a single) (sentence|line): what is (this|shown)?",
    ],
    "patch": [
        "(What|Which tissue) (does|would) (the patch|patch|tile|field) {} (show|contain|hold)?", "(Please |Can you |)(describe|explain|interpret) (patch|tile|field) {}( for me| in short|).", "(I clicked on|I am looking at|I opened|Here is|Take) (patch |){}(. What is it|. What is that|, what is this|: what do you see|. What tissue is this)?", "(Tissue|Histology|Contents|Finding) (in|of) (patch |){}?", "(A student|My colleague|Somebody) asks (what|about) (patch |){}(. What is it|)?",
        "(What|Which) (tissue|kind of tissue|structure) (is|do you see|is seen|is there) in {}?", f"{_SAY}(describe|explain|comment on|characterise|read|look at) (the patch |patch |){{}}.", "What (is|can be seen|is visible|is to be seen|is shown|do we see) (in|on|at) {}?", "{}(?|: what is it?|: what does it show?)", "(Zoom into|Look at|Consider) {}: what (is there|do you see)?", "How does {} look?", "What kind of (patch|tissue) is {}?",
    ],
    "most": [
        "(Which|What) patch (has|holds|contains|shows) (most|the most|the highest number of) (lymphocytes|inflammatory cells|immune cells)?", "(Show me|Find|Point out|Highlight|Locate) (the |)(patches|places|areas|spots) (with|rich in|full of|with the most) (lymphocytes|inflammatory cells|immune cells|inflammation).", "Where is the (inflammation|infiltrate|immune infiltrate) (strongest|densest|heaviest)?", "Where are (the |)(most |)(lymphocytes|inflammatory cells|immune cells)?", "(Hot spot|Hotspot) of (inflammation|lymphocytes)?",
    ],
    "compare": [
        "What (separates|distinguishes) {} (and|from) {}?", f"{_SAY}(compare|contrast|set side by side) {{}} (and|with|to) {{}}.", "{} (versus|vs|or|compared with|compared to) {}?", "(In what|How) is {} (different from|unlike) {}?", "(Differences|Difference) between {} and {}?",
    ],
    "more": [
        "(Which|What) (patch |one |)(holds|has|contains|shows) (more|the most) {2}: {0} or {1}?", "Does {0} (hold|have|contain|show) more {2} than {1}?", "More {2} in {0} or (in |){1}?", "(Compare|Contrast) (the number of |the |){2} in {0} and {1}.", "Of {0} and {1}, which (has|holds) more {2}?", "Is {0} or {1} richer in {2}?",
    ],
    "region": [
        "(What|Which tissue) (is|can be seen|do you see|is there|is found) in region {}?", f"{_SAY}(describe|characterise|explain|look at|summarise) region {{}}.", "(What about|How about|And what of) region {}?", "Does region {} (contain|show|have) (tumour|cancer|carcinoma|any tumour)?", "What (makes up|fills|dominates) region {}?", "Is region {} (benign|malignant|free of tumour|tumour-free)?",
    ],
    "regions": [
        f"{_SAY}(compare|contrast) region {{}} (and|with|to) region {{}}.", "(What sets|What separates|What distinguishes) region {} (and|from) region {}?", "Region {} (versus|vs|or|compared with|compared to) region {}?", "(In what|How) are region {} and region {} (different|alike|similar)?", "(Differences|Difference) between region {} and region {}?",
    ],
    "which": [
        f"(Which|What) of (these|the following|the options) (can be seen|do you see|is there|is found|is shown|is true)( on the {_SLIDE}|)?", f"(Pick|Select|Choose|Name) the (finding|tissue|option|component) that is (there|present|seen|on the slide).", "(Which|What) (tissue|component|option) is (present|there|seen|found)?", f"What is (on|in) (the|this) {_SLIDE}?",
    ],
    "yes/no": [
        "(Yes or no|Yes/no|True or false|Right or wrong): (is the {0} {1}|the {0} is {1})?", "Is the {0} {1}(, yes or no?|? Yes or no?|? Answer yes or no.|? Answer with yes or no.|, or not?)", "(I think|I believe|I would say|My colleague says|A student says|The report says) (that |)the {0} is {1}(. Correct|. Right|. Is that so|. Do you agree|. True|. Am I right|, correct|, right)?",
        "(Is it true|Is it correct|Is it so|Can one say|Could one say|Do you think|Do you find|Would you agree|Do you believe) that the {0} is {1}?", "The {0} is {1}(, correct|, right|, yes or no|, isn't it|. Correct|. True|. Yes or no)?", "(Confirm|Please confirm|Verify|Check) that the {0} is {1}.", "(Would|Could|Can) (you|one) call the {0} {1}?", "Does {1} (describe|fit) the {0}?", "Is {1} (right|correct|true) for the {0}?",
    ],
    "is": [
        "(Is|Was) (any |some |)({}|{} perhaps) (present|visible|seen|found|detected|noted|there)( here| on this slide| in the tissue|)?", "(Do|Did|Can|Could) you (see|find|detect|identify|recognise|spot|make out) (any |some |){}( here| on the slide|)?", "(Does|Might) (this|the) (slide|section|tissue|specimen|biopsy) (show|have|hold|include|contain) (any |some |){}?", "(Are there|Is there) (any |some |)(signs of |areas of |foci of |evidence of |){}( here| in this slide| anywhere| at all|)?",
        "{}(: present or absent|, present or not| - is it there)?", "(Look|Search|Screen|Check) for {}.", "(I am looking for|I wonder about|I want to know about|We suspect) {}.", "(Have you seen|Any sign of|Any evidence of|Any trace of) {}?", "(Can|Should) {} be (seen|found|reported)( here|)?",
    ],
    "where": [
        f"{_SAY}(show|find|locate|mark|highlight|point out|outline|bring up|zoom to|navigate to) (the |all |){{}}.", "(Where|In which place|In which part|In which area) (is|can I see|do we see|would I find|lies) (the |){}?", "(Which|What) (patches|areas|parts|places|regions of the slide|spots) (contain|show|hold|have|are) {}?", "(Evidence of|Location of|Position of|Examples of) {}(, please.|.)", "(I want to see|Let me see|I would like to see|Bring me to) {}.",
    ],
    "grades": [
        "(What|Which) ({} grade|{} score) (is it|applies|would you give|fits|is this|does it have)?", "What is the (grade by {}|{} score|grade after {})?", "(Grade|Score|Rate) (it|this|the tumour|the cancer|the carcinoma) (by|after|with|in) (the |){}( system| scheme|).", "({} grade|{} score|Grade by {})(, please.|.|?)", "Is (it|this|the tumour) {} (grade|score) (1|2|3|4|6|7)?",
        "(Well or poorly|Well, moderately or poorly|How well) differentiated( is the tumour| is it| is this|)?", "(High or low|Low or high|Which|What) grade(?| is it?| is the tumour?| carcinoma?)", "(Differentiation|Grade|Grading)( of the tumour| of the cancer|)(?|, please.|.)",
    ],
    "other": [
        "(Could|Might|Can|May|Is) (this|it|the tumour|the lesion) (be |)(a metastasis|metastatic disease|a secondary tumour|from another organ|a sarcoma|a lymphoma|a melanoma|a recurrence|the primary tumour|a second primary|inflammatory bowel disease|tuberculosis|an infection|a viral disease|an autoimmune disease)?", "(Which|What) (organ|site|body part|organ system|primary site) (is this|is it|does this come from|is the tissue from|was biopsied)?", "(Where|From where) (does|did) (the tumour|this|the tissue|the cancer|it) (come from|originate|arise)?",
        "(Which|What) (stain|staining|scanner|camera|microscope|magnification|resolution|section thickness|antibody|special stain) (is this|was used|do you use|should I order|would help)?", "(Which|What) (further tests|stains|immunostains|markers|special stains|examinations) (would|should) (you|I|we) (order|do|ask for)?", "(Who|What) (are you|made you|trained you|is your name|can you do|can I ask you)?", "(What|How) (causes|caused|about the cause of|did they get) (this|it|the disease|the tumour)?",
        "(Tell me|Write|Sing|Say) (a joke|a poem|a story|something funny|something else|a song).", "What is (the weather|the time|the capital of Italy|the square root of 9|your favourite food|the meaning of life|the news|the date today)?", "(What|How|Which) (are the |)(differential diagnoses|differential|alternatives|other possibilities)( here|)?", "(Is|Was) the (stain|staining|section|scan|image|focus|fixation) (good|poor|well done|sharp|too thick|adequate)?", "(Are there|Do you see) (artefacts|pen marks|folds|air bubbles|ink marks|tears|dust)?",
        "(Define|Explain|What is meant by|What does one call) (necrosis|histology|carcinoma|H&E|atypia|a pathologist|immunohistochemistry|the word stroma)( to me|)?", "(Translate|Say) (this|it|your answer) in (French|German|Spanish|Latin).", "(What|Which) (symptoms|complaints|history|illness|other diseases|job|blood group|name) does (the patient|she|he) have?", "(Does|Did) (the patient|she|he) (smoke|drink|have children|have diabetes|have pain|travel)?",
    ],
    "refuse age": ["(How old|What age|Which age) is {s}?", "(Estimate|Guess|Tell me|Give) the age of {s}.", "Is {s} (elderly|a child|an adult|a teenager|older than 50|younger than 40|over 70|middle-aged)?", "(Age|Patient's age|Year of birth|Date of birth)?", "(Can you see|Does the slide show|Is it possible to tell) how old {s} is?", "Which age group (is {s} in|does {s} belong to)?"],
    "refuse sex": ["(Sex|Gender|Man or woman|Woman or man|Male or female)( of {s}|)?", "Is {s} (a man|a woman|male|female|a boy|a girl)?", "(What|Which) (sex|gender) (is|has) {s}?", "(Does the tissue|Did the biopsy|Do the cells) come from a (man|woman)?"],
    "refuse receptors": ["(Is|Would) (the tumour|it|this|the cancer|the carcinoma) (be |)(positive|negative) for {r}?", "{r}(: positive or negative|, positive or negative| status| expression| level| result|)?", "(What|How) (is|about) {r}( in this tumour|)?", "(Does|Do) (the tumour|it|the tumour cells|the cancer) (express|stain for|show) {r}?", "(Tell me|Give|Estimate|Report) the {r} (status|score|expression|index|level).", "Is (it|this|the tumour) (triple negative|hormone sensitive|receptor positive|receptor negative)?"],
    "refuse molecular": ["(Is|Are) there (any |a |)(mutations|mutation of {g}|{g} mutations|{g} alteration|{g} amplification|fusion of {g}|deletion of {g})?", "{g}(: mutated or wild type|, mutated or not| status| mutated|)?", "(Does|Do) (the tumour|it|the cancer|the cells) (have|carry|harbour|show) (a |)(mutated {g}|{g} mutation|{g} fusion|{g} deletion|mutations)?", "(What|Which) (mutations|genes|molecular alterations|molecular class|genetic changes) (are there|are present|does it have|are involved)?", "(MSI|MMR|TMB|Microsatellite) status?", "Is (it|this|the tumour) (MSI high|mismatch repair deficient|hypermutated|{g} driven|luminal A|luminal B|basal-like)?"],
    "refuse stage": ["(What|Which) (stage|T stage|N stage|M stage|pT|pN|TNM|FIGO stage) (is it|is this|does it have|applies|would you give)?", "(Stage|Staging|TNM|pTNM|pT|pN|Nodal status|Stage of the tumour|Stage of the cancer)?", "(Has|Did) (it|the tumour|the cancer) (spread|metastasised|metastasise|metastasized|gone to the lymph nodes|reached the lymph nodes)?", "(Are|Were) (the |any |)(lymph nodes|nodes|distant organs) (involved|positive|affected|free)?", "Is (it|the cancer|this) (stage {n}|T{n}|pT{n}|an early stage|an advanced stage|locally advanced|metastatic)?", "(Are there|Does {s} have) (any |)(metastases|lymph node metastases|distant metastases)?"],
    "refuse prognosis": ["(What|How) (is|good is|bad is) the (prognosis|outlook|outcome|survival|chance of survival|chance of cure)?", "(How long|How many years) (will|can|does) {s} (live|survive|have left|have to live)?", "(Prognosis|Outlook|Survival|Risk of relapse|Chance of cure)?", "Will (it|the tumour|the cancer) (come back|recur|kill {s}|progress|grow back)?", "Is {s} (going to die|going to survive|likely to be cured|at high risk|at low risk)?", "(Estimate|Tell me|Predict) the (survival|outcome|prognosis|risk of recurrence|five-year survival)."],
    "refuse treatment": ["(What|Which) (treatment|therapy|drug|chemotherapy|operation|regimen|management) (is best|would you give|would you choose|is indicated|should {s} get|is needed|do you suggest)?", "(Should|Could|Must|Does) {s} (need|get|have|receive|be given) {t}?", "Is {t} (a good idea|needed|recommended|indicated|advisable|an option|useful)( here|)?", "(Treatment|Therapy|Management|Therapy plan|Next therapy)?", "(Would|Will|Could) {t} (help|work|cure {s}|be useful|be of use)?", "(How|With what) (should|would|can) (one|we|you|I) treat (this|{s}|the tumour)?", "(Recommend|Suggest|Plan) (a |the |)(treatment|therapy).", "Does {s} respond to {t}?"],
    "about": ["(How|To what degree) (much|many|severe|marked|frequent|prominent|extensive) (is|are) (the |){}?", "(Describe|Explain|Discuss|Grade|Rate|Score|Comment on|Judge|Characterise|Quantify|Measure) (the |){}.", "(What|Which) (kind|type|grade|degree|score|pattern) of {} (is this|do you see|is there)?", "(Is|Are) (the |){} (increased|decreased|normal|abnormal|atypical|high|low|marked|typical|prominent|absent)?", "(What|How) about (the |){}?", "(Tell me|I want to know) (more |)about (the |){}.", "Does {} (matter|play a role|explain this)( here|)?", "What (causes|does one call|is meant by) {}( here|)?"],
    "count": [
        f"{_SAY}(count|tell me the number of|give me the number of|report the number of) (all |the |){{}}.", "(How many|What number of) {} (did you count|were found|can you count|are in there|do we have|have been counted|are seen)?", "(Number|Count|Total|Tally) of {}(, please.|.|?)", "(What is|Give) the (count|total|total number|number) of (the |){}?", "{}: how many?",
    ],
}  # fmt: skip


def filled(pattern: str, rng: random.Random) -> str:
    """One of the texts that a pattern stands for; a "{}" in it stays."""
    while group := GROUP.search(pattern):
        pattern = f"{pattern[: group.start()]}{rng.choice(group[1].split('|'))}{pattern[group.end() :]}"
    return " ".join(pattern.split())


def spoken(pattern: str, rng: random.Random) -> str:
    """One of the questions that a pattern stands for."""
    text = filled(pattern, rng)
    return text[:1].upper() + text[1:]
