// A made-up county for looking at the pages without a server. Nobody in it is real.
const w = (zh, en) => ({ zh, en })
const code = (id, zh, en) => ({ id, name: w(zh, en) })

export const TODAY = '2026-06-15'
export const units = [
  { code: '130881', name: w('青河县', 'Qinghe County'), level: 'county', parent: null },
  ...[['101', '白塘镇', 'Baitang Town', ['柳湾村:Liuwan', '石桥村:Shiqiao', '东岭村:Dongling']], ['102', '双溪乡', 'Shuangxi Township', ['上溪村:Shangxi', '下溪村:Xiaxi']], ['103', '榆林店镇', 'Yulindian Town', ['榆林村:Yulin', '后坡村:Houpo', '大王庄村:Dawangzhuang']]]
    .flatMap(([t, zh, en, villages]) => [
      { code: `130881${t}`, name: w(zh, en), level: 'township', parent: '130881' },
      ...villages.map((v, i) => ({ code: `130881${t}20${i}`, name: w(v.split(':')[0], `${v.split(':')[1]} Village`), level: 'village', parent: `130881${t}` }))]),
  { code: '130881900', name: w('青河县妇幼保健计划生育服务中心', 'Qinghe County Maternal, Child and Family-planning Centre'), level: 'facility', parent: '130881' },
]
export const users = {
  county: { role: 'county', unit: '130881', name: w('周敏', 'Zhou Min'), may: ['see_people', 'enter', 'see_figures', 'assess', 'define'] },
  village: { role: 'village', unit: '130881101200', name: w('李秀兰', 'Li Xiulan'), may: ['see_people', 'enter'] },
  assessor: { role: 'assessor', unit: '130881', name: w('陈立', 'Chen Li'), may: ['see_figures', 'assess'] },
}
const F = (id, zh, en, type, required = false, more = {}) => ({ id, name: w(zh, en), type, required, ...more })
const T = (id, zh, en, programme, subject, fields) => ({ id, name: w(zh, en), programme, subject, fields, may_enter: true })
export const record_types = [
  T('antenatal_visit', '产前检查', 'Antenatal visit', 'maternal', 'person', [F('week', '孕周', 'Week of pregnancy', 'whole', true, { least: '4', most: '44', unit: '周' }), F('systolic', '收缩压', 'Systolic pressure', 'whole', true, { least: '60', most: '260', unit: 'mmHg' }), F('weight', '体重', 'Weight', 'decimal', false, { least: '30', most: '200', decimals: 1, unit: 'kg' }), F('next', '下次检查', 'Next visit', 'day')]),
  T('delivery', '分娩', 'Delivery', 'maternal', 'person', [F('outcome', '结局', 'Outcome', 'code', true, { codes: [code('live', '活产', 'Live birth'), code('stillbirth', '死胎死产', 'Stillbirth')] }), F('place', '地点', 'Place', 'code', false, { codes: [code('hospital', '县级及以上医院', 'County hospital or above'), code('township', '乡镇卫生院', 'Township health centre'), code('home', '家中', 'At home')] }), F('skilled', '专业人员接产', 'Skilled attendant', 'yes_no')]),
  T('postnatal_visit', '产后访视', 'Postnatal visit', 'maternal', 'person', [
    F('place', '地点', 'Place', 'code', true, { codes: [code('home', '家中', 'At home'), code('clinic', '门诊', 'Clinic'), code('phone', '电话', 'By telephone')] }),
    F('temperature', '体温', 'Temperature', 'decimal', true, { least: '34', most: '43', decimals: 1, unit: '℃' }),
    F('feeding', '喂养方式', 'Feeding', 'code', false, { codes: ['纯母乳:Breast only', '部分母乳:Breast and other', '人工:Formula', '混合:Mixed', '不详:Not clear'].map((x, i) => code(`f${i}`, ...x.split(':'))) }),
    F('danger_sign', '有危险征象', 'Any danger sign', 'yes_no', true, { hint: w('出血、发热、抽搐、伤口红肿', 'Bleeding, fever, fits, a red or swollen wound') }),
    F('advice', '指导内容', 'Advice given', 'text', false, { longest: 300 })]),
  T('counselling', '避孕方法咨询', 'Contraceptive counselling', 'contraception', 'person', [F('all_methods', '介绍了所有方法', 'All methods explained', 'yes_no', true), F('own_wish', '本人意愿已记录', 'Own wish written down', 'yes_no', true)]),
  T('iud_follow_up', '放置宫内节育器后随访', 'Follow-up after IUD insertion', 'contraception', 'person', [F('in_place', '在位', 'In place', 'yes_no', true), F('complaint', '不适', 'Complaint', 'text', false, { longest: 80 })]),
  T('screening', '两癌筛查', 'Cervical and breast screening', 'infection', 'person', [F('result', '结果', 'Result', 'code', true, { codes: [code('normal', '未见异常', 'Normal'), code('refer', '需转诊', 'To be referred')] })]),
  T('consent', '知情同意', 'Consent', 'rights', 'person', [F('purpose', '用途', 'Purpose', 'code', true, { codes: [code('follow_up', '随访', 'Follow-up'), code('sharing', '信息共享', 'Sharing')] }), F('given', '同意', 'Given', 'yes_no', true)]),
  T('training', '培训', 'Training', 'unit', 'unit', [F('topic', '主题', 'Topic', 'text', true, { longest: 80 }), F('hours', '学时', 'Hours', 'decimal', true, { least: '0.5', most: '80', decimals: 1, unit: '小时' }), F('people', '参加人数', 'People present', 'whole', true, { least: '1', most: '500', unit: '人' })]),
  T('equipment', '设备', 'Equipment', 'unit', 'unit', [F('item', '名称', 'Item', 'text', true, { longest: 60 }), F('works', '可用', 'Works', 'yes_no', true)]),
  T('outreach', '宣传活动', 'Outreach event', 'unit', 'unit', [F('theme', '主题', 'Theme', 'text', true, { longest: 80 }), F('reached', '到场人数', 'People reached', 'whole', false, { least: '0', most: '10000', unit: '人' })]),
]
const I = (id, zh, en, programme, measure, better, use, more = {}) => ({ id, name: w(zh, en), programme, measure, better, use, source: '《优质服务评估标准》第3章', formula: { each: 'delivery', where: 'outcome in [live, stillbirth]', count: 'count(postnatal_visit in [day + 1, day + 42]) >= 2', when: 'day + 42' }, form: w('在满42天的分娩中，产后第1至42天内有两次以上访视的占多少。', 'Of the deliveries whose 42nd day lies in the period, the share with two or more postnatal visits between day 1 and day 42.'), stock: false, shown: true, ...more })
export const indicators = [
  I('postnatal_visits_2_in_42d', '产后42天内两次以上访视率', 'Two or more postnatal visits within 42 days', 'maternal', 'share', 'higher', 'score', { target: { direction: 'at_least', value: '85', source: '国家基本公共卫生服务规范' } }),
  I('antenatal_early', '孕12周前首次产前检查率', 'First antenatal visit before week 12', 'maternal', 'share', 'higher', 'score', { target: { direction: 'at_least', value: '80', source: '县年度计划' } }),
  I('visits_per_birth', '每例活产的产后访视次数', 'Postnatal visits for each live birth', 'maternal', 'formula', 'neither', 'monitor', { per_n: 1, formula: { numerator: 'postnatal_visits_2_in_42d', denominator: 'births' }, form: w('产后访视次数除以活产数。', 'Postnatal visits divided by live births.') }),
  I('visits_counted', '产后访视次数', 'Postnatal visits', 'maternal', 'count', 'neither', 'monitor', { shown: false }),
  I('births', '活产数', 'Live births', 'maternal', 'count', 'neither', 'never'),
  I('counselled_all_methods', '咨询中介绍全部方法的比例', 'Counselling that explained all methods', 'contraception', 'share', 'higher', 'score', { target: { direction: 'at_least', value: '95', source: '县年度计划' } }),
  I('iud_follow_up_3m', '放环后三个月随访率', 'Follow-up three months after IUD insertion', 'contraception', 'share', 'higher', 'score', { target: { direction: 'at_least', value: '90', source: '县年度计划' } }),
  I('iud_share', '避孕者中使用宫内节育器的比例', 'Share of IUD among those using contraception', 'contraception', 'share', 'neither', 'never', { stock: true }),
  I('complaint_rate', '不良反应报告率', 'Reported side effects', 'contraception', 'rate', 'neither', 'monitor', { per_n: 1000 }),
  I('screening_coverage', '两癌筛查覆盖率', 'Screening coverage', 'infection', 'share', 'higher', 'score', { target: { direction: 'at_least', value: '60', source: '两癌筛查项目方案' } }),
  I('waiting_days', '转诊等待天数', 'Days waited for a referral', 'infection', 'mean', 'lower', 'score', { target: { direction: 'at_most', value: '7', source: '县年度计划' } }),
  I('stock_out_days', '药具缺货天数', 'Days without contraceptives in stock', 'unit', 'sum', 'lower', 'monitor'),
  I('training_hours', '人均培训学时', 'Training hours per worker', 'unit', 'mean', 'higher', 'score', { decimals: 1, target: { direction: 'at_least', value: '24', source: '县年度计划' } }),
]
export const schedules = [
  { id: 'after_birth', name: w('产后访视', 'Visits after birth'), source: '', steps: [{ id: 'd7', name: w('产后7天访视', 'Visit in the first week'), does: 'postnatal_visit' }, { id: 'd42', name: w('产后42天检查', 'Check at six weeks'), does: 'postnatal_visit' }] },
  { id: 'iud', name: w('放环后随访', 'After IUD insertion'), steps: [{ id: 'm1', name: w('一个月随访', 'One-month follow-up'), does: 'iud_follow_up' }] },
]
export const schemes = [
  { id: 's01', name: w('计划生育优质服务先进县评估标准', 'Standard for advanced counties of quality family-planning service'), kind: 'points', unit_level: 'county', period: 'year', issuer: '国家人口计生委', year: 'c. 2007-2009', source: '评估标准附件1', completeness: w('收录6节中的3节，共21条。', 'Holds 3 of 6 sections, 21 items.') },
  { id: 't02', name: w('基层服务站标准化建设条件', 'Conditions for standard township stations'), kind: 'thresholds', unit_level: 'township', period: 'year', issuer: '省卫生健康委', year: '2012', source: '建设标准第2章' },
]
export const programmes = [code('maternal', '孕产保健', 'Mothers and babies'), code('contraception', '避孕服务', 'Contraception'), code('infection', '疾病筛查', 'Screening'), code('rights', '权益', 'Rights'), code('unit', '机构管理', 'Running the unit')]

const names = '王桂芬 李红霞 张丽 刘芳 陈静 杨雪梅 赵敏 黄秀英 周婷 吴桂兰 徐慧 孙玉梅 马兰 朱晓燕 胡英 郭霞 何丽娟 高翠 林巧玲 罗芬 郑红 梁燕 谢春梅 宋佳 唐欣 许晴 韩梅 冯洁 邓云 曹敏'.split(' ')
const villages = units.filter((u) => u.level === 'village')
export const persons = names.map((name, i) => ({
  id: 1001 + i, name, sex: 'female', unit: villages[i % villages.length].code, birth_day: `${1984 + (i * 7) % 19}-0${1 + i % 9}-1${i % 9}`, residency: i % 7 === 3 ? 'migrant_in' : i % 11 === 5 ? 'migrant_out' : 'resident', phone_end: String(1000 + i * 317).slice(-4),
  id_number: `**************${String(2104 + i * 31).slice(-4)}`, phone: `139****${String(1000 + i * 317).slice(-4)}`, address: '村东三组12号', registered: '2019-03-02', left: null, change: 300 + i,
}))
let id = 0
const R = (type, subject, unit, day, fields, late = 0, more = {}) => ({ type, id: ++id, subject: String(subject), day, unit, recorded: `${day}T02:12:00Z`, late_days: late, by: '李秀兰', change: 700 + id, fields, ...more })
export const records = persons.flatMap((p, i) => [
  R('antenatal_visit', p.id, p.unit, '2025-11-20', { week: 12, systolic: 112, weight: '56.5' }),
  R('antenatal_visit', p.id, p.unit, '2026-02-03', { week: 24, systolic: { missing: 'not_done' } }, i % 3 ? 0 : 19),
  ...(i % 2 ? [R('delivery', p.id, '130881900', '2026-06-01', { outcome: 'live' }), R('postnatal_visit', p.id, p.unit, '2026-06-06', { place: 'home', temperature: '36.8', feeding: 'f0', danger_sign: false, advice: '休息、营养、伤口护理，按时复查。' }, 4, { corrected: true })] : []),
  R('counselling', p.id, p.unit, '2026-05-11', { all_methods: true, own_wish: true }),
]).concat([R('training', '130881101', '130881101', '2026-04-09', { topic: '知情选择咨询技巧', hours: '6', people: 23 }), R('equipment', '130881101', '130881101', '2026-03-02', { item: '便携式B超', works: true }), R('training', '130881', '130881', '2026-05-20', { topic: '产后访视规范', hours: '8', people: 61 }), R('outreach', '130881', '130881', '2026-03-08', { theme: '妇女节健康咨询', reached: { missing: 'not_recorded' } }, 6)])
export const due = persons.slice(0, 22).map((p, i) => {
  const state = i % 4 === 0 ? 'overdue' : i % 4 === 3 ? 'coming' : 'open'
  const day = (n) => new Date(Date.parse(TODAY) + n * 864e5).toISOString().slice(0, 10)
  const at = state === 'overdue' ? -3 - i : state === 'coming' ? 4 + i : i % 3 - 1
  return { person: p.id, name: p.name, unit: p.unit, schedule: i % 3 ? 'after_birth' : 'iud', step: i % 3 ? (i % 2 ? 'd7' : 'd42') : 'm1', does: i % 3 ? 'postnatal_visit' : 'iud_follow_up', due: day(at), opens: day(at - 5), closes: day(at + 3), state, since: day(at - 20) }
})
export const score = {
  points: { kind: 'points', points: '176.5', lowest: '176.5', highest: '201.5', max: '225', summary: w('已定18条得176.5分；3条因缺数未定，最高可到201.5分。', '18 items decided: 176.5 points; 3 await figures and could bring it to 201.5.'),
    sections: [{ id: '1', name: w('服务质量', 'Quality of service'), points: '96.5', max: '125', undecided: 1 }, { id: '2', name: w('知情选择', 'Informed choice'), points: '80', max: '100', undecided: 2 }],
    items: [
      { id: '1.1', section: '1', text: w('产后访视率达到85%以上，每低1个百分点扣2分。', 'Postnatal visits at 85 % or more; 2 points off for each point below.'), outcome: 'scored', points: '13.6', max: '20', regain: w('再有14名产妇在期限内得到第二次访视，即可挽回6.4分。', '14 more women with a second visit in time would win back 6.4 points.'), source: '附件1 第4页', trace: [{ says: w('满分起算', 'Starts full'), points: '20' }, { says: w('产后访视率低于要求', 'Postnatal visits below what is asked'), input: 'x', observed: '81.8', required: '85' }, { says: w('低3.2个百分点，连续计，每点扣2分', '3.2 below, counted continuously at 2 points each'), points: '-6.4' }] },
      { id: '1.2', section: '1', text: w('设备完好率。', 'Equipment in working order.'), outcome: 'scored', points: '25', max: '25', trace: [{ says: w('符合要求，不扣分', 'As asked, nothing off'), points: '25' }] },
      { id: '1.5', section: '1', text: w('群众满意率达到90%，每低1个百分点扣2分。', 'Satisfaction at 90 %; 2 points off for each point below.'), outcome: 'undecided', lowest: '0', highest: '25', max: '25', trace: [{ says: w('没有满意度调查结果，因此不定分', 'There is no satisfaction survey, so nothing is decided') }] },
      { id: '2.1', section: '2', text: w('咨询时介绍全部避孕方法。', 'All methods are explained in counselling.'), outcome: 'scored', points: '30', max: '30', trace: [{ says: w('96.2%，达到要求', '96.2 %, as asked'), points: '30' }] },
      { id: 'g1', section: '2', text: w('出生政策符合率（一票否决）。', 'Births within policy (one-vote veto).'), outcome: 'declined', declined: { why: w('它以人们是否生育来评定单位，违背自愿原则。', 'It judges a unit by whether people have children, which is not free choice.'), instead: w('改查：有无强制服务、缺少同意、违规收费、假数据和泄密。', 'Checked instead: forced service, missing consent, unlawful fees, false data, breach of confidence.') }, trace: [] }] },
  thresholds: { kind: 'thresholds', summary: w('6项条件：3项达到，1项未达到，1项未知，1项不采用。', 'Of 6 conditions 3 are met, 1 missed, 1 unknown, 1 declined.'), sections: [{ id: 'base', name: w('基本条件', 'Basics') }, { id: 'effect', name: w('效果', 'Effect') }],
    items: [['1', 'base', 'met', '业务用房不少于120平方米。', 'At least 120 m² of rooms.'], ['2', 'base', 'missed', '专业技术人员比例不低于80%。', 'At least 80 % trained staff.'], ['3', 'base', 'unknown', '人均培训不少于24学时。', 'At least 24 hours of training each.'], ['4', 'base', 'met', '有独立咨询室。', 'A room for private counselling.'], ['5', 'effect', 'declined', '长效避孕措施落实率。', 'Uptake of long-acting methods.'], ['10', 'effect', 'met', '三年平均出生性别比低于110。', 'Three-year mean sex ratio at birth below 110.']]
      .map(([id, section, outcome, zh, en]) => ({ id, section, outcome, text: w(zh, en), shown: id === '10', trace: outcome === 'declined' ? [] : [{ says: w('与条件比较', 'Compared with the condition'), ...(outcome === 'unknown' ? {} : { observed: '76.5', required: '80' }) }], ...(outcome === 'declined' ? { declined: { why: w('它给人们的选择定指标。', 'It sets a target on people’s choices.'), instead: w('看咨询是否介绍了全部方法。', 'Whether counselling explains all methods.') } } : {}) })) },
}
export const claims = [
  { unit: '130881', day: '2026-01-20', figure: '产后访视率', quoted: '“全县产后访视率连续三年保持在95%以上。”', verdict: 'does_not_hold', says: w('自有记录中最高为83.1%，三年均低于95%。', 'Own records reach 83.1 % at most; all three years lie below 95 %.'), series: [{ period: '2023', value: '78.4' }, { period: '2024', value: '83.1' }, { period: '2025', value: '81.8' }] },
  { unit: '130881101', day: '2026-03-02', figure: '培训学时', quoted: '“人均培训24学时。”', verdict: 'holds', says: w('记录为25.5学时，相符。', 'Records show 25.5 hours: it holds.'), series: [{ period: '2024', value: null }, { period: '2025', value: '25.5' }] },
  { unit: '130881102', day: '2026-02-11', figure: '满意率', quoted: '“群众满意率99%。”', verdict: 'unknown', says: w('没有调查记录，无法核实。', 'There is no survey, so it cannot be told.'), series: [] },
]
export const findings = [
  { scheme: 's01', item: '1.1', unit: '130881', kind: 'points_lost', points: '6.4', says: w('产后访视率81.8%，低于85%。', 'Postnatal visits are 81.8 %, below 85 %.') },
  { scheme: 's01', item: '1.5', unit: '130881', kind: 'unknown', says: w('没有满意度调查结果。', 'There is no satisfaction survey.') },
  { scheme: 't02', item: '2', unit: '130881102', kind: 'missed', says: w('专业技术人员占76.5%，低于80%。', 'Trained staff are 76.5 %, below 80 %.') },
]

// SPDX-License-Identifier: Apache-2.0
