export { type Catalogue, type CatalogueProduct, demoCatalogue } from './catalogue.ts';
export { writeCatalogue } from './write.ts';
