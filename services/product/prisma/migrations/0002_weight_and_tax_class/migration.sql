-- What delivery and tax ask of a thing: its weight with its packing, and which of a country's tax rates is on it.
ALTER TABLE variant ADD COLUMN weight_grams integer NOT NULL DEFAULT 500 CHECK (weight_grams BETWEEN 0 AND 1000000);
ALTER TABLE product ADD COLUMN tax_class text NOT NULL DEFAULT 'standard' CHECK (tax_class IN ('standard', 'reduced', 'exempt'));
