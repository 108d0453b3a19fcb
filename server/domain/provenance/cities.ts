/**
 * Cities a scan can be placed in. A place is never known more finely than this: what a phone or an edge says is
 * taken to the nearest of these and then forgotten. Coordinates are of the centres, to a tenth of a degree.
 */

export interface City {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

const TABLE = `
beijing 北京 Beijing CN 39.9 116.4|shanghai 上海 Shanghai CN 31.2 121.5|tianjin 天津 Tianjin CN 39.1 117.2
chongqing 重庆 Chongqing CN 29.6 106.5|guangzhou 广州 Guangzhou CN 23.1 113.3|shenzhen 深圳 Shenzhen CN 22.5 114.1
hangzhou 杭州 Hangzhou CN 30.3 120.2|ningbo 宁波 Ningbo CN 29.9 121.5|wenzhou 温州 Wenzhou CN 28.0 120.7
nanjing 南京 Nanjing CN 32.1 118.8|suzhou 苏州 Suzhou CN 31.3 120.6|xuzhou 徐州 Xuzhou CN 34.3 117.2
wuhan 武汉 Wuhan CN 30.6 114.3|chengdu 成都 Chengdu CN 30.7 104.1|xian 西安 Xi'an CN 34.3 108.9
zhengzhou 郑州 Zhengzhou CN 34.7 113.6|changsha 长沙 Changsha CN 28.2 112.9|nanchang 南昌 Nanchang CN 28.7 115.9
hefei 合肥 Hefei CN 31.8 117.2|fuzhou 福州 Fuzhou CN 26.1 119.3|xiamen 厦门 Xiamen CN 24.5 118.1
jinan 济南 Jinan CN 36.7 117.0|qingdao 青岛 Qingdao CN 36.1 120.4|shijiazhuang 石家庄 Shijiazhuang CN 38.0 114.5
taiyuan 太原 Taiyuan CN 37.9 112.5|hohhot 呼和浩特 Hohhot CN 40.8 111.7|shenyang 沈阳 Shenyang CN 41.8 123.4
dalian 大连 Dalian CN 38.9 121.6|changchun 长春 Changchun CN 43.8 125.3|harbin 哈尔滨 Harbin CN 45.8 126.6
nanning 南宁 Nanning CN 22.8 108.4|haikou 海口 Haikou CN 20.0 110.3|guiyang 贵阳 Guiyang CN 26.6 106.6
kunming 昆明 Kunming CN 25.0 102.7|lhasa 拉萨 Lhasa CN 29.7 91.1|lanzhou 兰州 Lanzhou CN 36.1 103.8
xining 西宁 Xining CN 36.6 101.8|yinchuan 银川 Yinchuan CN 38.5 106.2|urumqi 乌鲁木齐 Ürümqi CN 43.8 87.6
foshan 佛山 Foshan CN 23.0 113.1|dongguan 东莞 Dongguan CN 23.0 113.8|wuxi 无锡 Wuxi CN 31.5 120.3
hongkong 香港 Hong_Kong HK 22.3 114.2|macau 澳门 Macao MO 22.2 113.5|taipei 台北 Taipei TW 25.0 121.6
tokyo 东京 Tokyo JP 35.7 139.7|osaka 大阪 Osaka JP 34.7 135.5|seoul 首尔 Seoul KR 37.6 127.0
singapore 新加坡 Singapore SG 1.4 103.8|bangkok 曼谷 Bangkok TH 13.8 100.5|hanoi 河内 Hanoi VN 21.0 105.8
hochiminh 胡志明市 Ho_Chi_Minh_City VN 10.8 106.7|kualalumpur 吉隆坡 Kuala_Lumpur MY 3.1 101.7|jakarta 雅加达 Jakarta ID -6.2 106.8
manila 马尼拉 Manila PH 14.6 121.0|delhi 德里 Delhi IN 28.6 77.2|mumbai 孟买 Mumbai IN 19.1 72.9
dubai 迪拜 Dubai AE 25.2 55.3|istanbul 伊斯坦布尔 Istanbul TR 41.0 29.0|moscow 莫斯科 Moscow RU 55.8 37.6
london 伦敦 London GB 51.5 -0.1|paris 巴黎 Paris FR 48.9 2.3|berlin 柏林 Berlin DE 52.5 13.4
frankfurt 法兰克福 Frankfurt DE 50.1 8.7|madrid 马德里 Madrid ES 40.4 -3.7|milan 米兰 Milan IT 45.5 9.2
amsterdam 阿姆斯特丹 Amsterdam NL 52.4 4.9|warsaw 华沙 Warsaw PL 52.2 21.0|sydney 悉尼 Sydney AU -33.9 151.2
melbourne 墨尔本 Melbourne AU -37.8 145.0|losangeles 洛杉矶 Los_Angeles US 34.1 -118.2|newyork 纽约 New_York US 40.7 -74.0
sanfrancisco 旧金山 San_Francisco US 37.8 -122.4|toronto 多伦多 Toronto CA 43.7 -79.4|saopaulo 圣保罗 São_Paulo BR -23.6 -46.6
`;

const words = (text: string): string => text.replaceAll("_", " ");

/** All cities, in no particular order. */
export const cities: readonly City[] = TABLE.trim()
  .split(/[|\n]/)
  .map((line) => {
    const [key, zh, en, country, latitude, longitude] = line.split(" ") as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return { key, zh, en: words(en), country, latitude: Number(latitude), longitude: Number(longitude) };
  });

const byKey = new Map(cities.map((city) => [city.key, city]));

/** Gives the city of a key; undefined for a key that is none. */
export const cityOf = (key: string): City | undefined => byKey.get(key);

const EARTH_RADIUS_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in kilometres. */
export function distanceKm(a: Point, b: Point): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

const known = new Map<City, Map<City, number>>();

/** Distance between two cities in kilometres; worked out once, since scans of one item are compared each with each. */
export function cityDistanceKm(a: City, b: City): number {
  const from = known.get(a) ?? new Map<City, number>();
  known.set(a, from);
  const km = from.get(b) ?? distanceKm(a, b);
  from.set(b, km);
  return km;
}

/** Beyond this a point belongs to none of the cities. */
const REACH_KM = 250;

/** Takes a point to the nearest city within 250 km; null where there is none. */
export function nearestCity(point: Point): City | null {
  let best: City | null = null;
  let least = REACH_KM;
  for (const city of cities) {
    const km = distanceKm(point, city);
    if (km <= least) [best, least] = [city, km];
  }
  return best;
}
