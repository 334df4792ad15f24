"""How files end that stand beside each other under one name: a program, its shop, its scenario."""

PROGRAM_ENDING = ".loyalty"
SHOP_ENDING = ".shop.toml"
SCENARIO_ENDING = ".scenario.yaml"
