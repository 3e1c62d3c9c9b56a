"""Write the part of the FollowTheMoney model that the export's test holds it against.

    pip install followthemoney && python export/testdata/ftm-model.py > export/testdata/ftm-model.json

The model is by the FollowTheMoney authors, MIT licence, https://followthemoney.tech.
"""
import json

import followthemoney
from followthemoney import model
from followthemoney.types import registry

NAMES = ["Person", "Organization", "Company", "PublicBody", "LegalEntity", "Address", "Document", "Article", "Membership", "Directorship",
         "UnknownLink", "Event", "Note"]
out = {"version": followthemoney.__version__, "license": "MIT", "source": "https://followthemoney.tech", "schemata": {},
       "values": {"country": " ".join(sorted(registry.country.codes)), "language": " ".join(sorted(registry.language.codes))}}
for name in NAMES:
    schema = model.get(name)
    out["schemata"][name] = {
        "is": sorted(s.name for s in schema.schemata),
        "required": sorted(schema.required),
        "edge": sorted([schema.source_prop.name, schema.target_prop.name]) if schema.edge else [],
        "properties": {p.name: [p.type.name, p.range.name if p.range else ""] for p in sorted(schema.properties.values(), key=lambda p: p.name) if not p.stub},
    }
print(json.dumps(out, indent=1, sort_keys=True))
