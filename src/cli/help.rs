//! Help and usage faults in English.

use clap::builder::StyledStr;
use clap::{Command, CommandFactory, FromArgMatches};
use heng::host::Host;
use heng::packet::Packet;

/// What the help says, in Chinese and English.
const SAID: &[(&str, &str)] = &[
    (
        "衡：把写成文字的评估规则和数据表算成等次，每个等次都有依据",
        "Heng: written evaluation rules and data tables in, grades with their evidence out",
    ),
    ("按规则给全部被评对象打分、定等", "Score and grade all subjects by the rules"),
    ("比较两份规则：改了什么，影响到谁", "Compare two rule sets: what changed, and whom it touches"),
    ("旧的规则文件；或者一个数据包", "Older rule file; or a packet"),
    ("新的规则文件；或者一个数据包", "Newer rule file; or a packet"),
    (
        "数据文件夹：写一个，两份规则都用它；写两个，旧的在前",
        "Folder of the data: one for both rule sets, or two, the older one first",
    ),
    (
        "只印这些列：结果的列名，指标和方面的编号或名称，列出的标题；几列用逗号分开",
        "Print these columns only: headings of the result, codes or titles of indicators and heads, titles of outputs; several with commas",
    ),
    (
        "只印合乎这一句的各家，如 '总分 不低于 80 分 且 等次 是 优秀'",
        "Print the subjects of whom this holds, such as 'total at_least 80 and grades is excellent'",
    ),
    (
        "按这些列排，如 '类型，总分 降序'；不写升降的，数从大到小，名次从 1 起，文字按字",
        "Order by these columns, such as 'kind, total descending'; without a word numbers fall, ranks and texts rise",
    ),
    ("只印前几家；没有写 --sort 的，按名次", "Print the first so many; by rank unless --sort says otherwise"),
    (
        "不印各家，印各列合起来的数：家数、平均、中位、分位、得满分的占多少",
        "Print what each column comes to in place of the subjects: count, mean, median, quantiles, share at full marks",
    ),
    ("检查规则文件", "Check rule files"),
    ("运行规则文件里的示例", "Run the examples of rule files"),
    ("整理规则文件的排版", "Lay rule files out"),
    ("改写成规则语言最新的一版", "Rewrite them into the newest edition of the rule language"),
    ("说明一家的等次是怎么来的", "Explain how a subject came to its grade"),
    ("一家为什么没到更好的等次，改多少能到", "Why a subject has no better grade, and how little would change it"),
    ("被评对象的编号；all 是全部", "Key of the subject; all for everyone"),
    (
        "只试这个字段，在这个范围里改，如 满意率=0%..100%；下级数据写成 表.字段=最小..最大；可以写几次",
        "Try this field alone, within this range, such as rate=0%..100%; of a table below, TABLE.FIELD=MIN..MAX; may be given again",
    ),
    ("设想几格是别的值：对各家有什么影响", "Suppose that some cells say something else: what it does to everyone"),
    (
        "设想一格是别的值，如 P02.满意率=91%；下级数据写成 表[键].字段=值；可以写几次",
        "Suppose that a cell says this, such as P02.rate=91%; of a row below, TABLE[KEY].FIELD=VALUE; may be given again",
    ),
    ("受影响的全部列出，多的也不省略", "List everyone who is touched, however many"),
    (
        "核对数据：读到了什么，修整了什么，缺什么，哪里像是有问题",
        "Say what was read of data, repaired and missing, and what is probably wrong",
    ),
    (
        "缺的或有争议的单元格还能让总分和等次变成什么",
        "Say what missing or disputed cells could still make of totals and grades",
    ),
    (
        "换一种舍入、并列、含本数的读法或另解，移动权重，等次变不变",
        "Say whether grades change under another rounding, tie rule or reading, and how far weights may move",
    ),
    ("权重随机取多少次", "How often weights are drawn"),
    ("随机的种子；种子相同，结果逐字相同", "Seed of the draws; the same seed gives the same bytes"),
    ("每项权重在自身的百分之几以内随机取，如 10%", "How far from its own each weight may be drawn, such as 10%"),
    ("被评对象的编号；不写或写 all 是全部", "Key of the subject; all of them when absent or `all`"),
    (
        "有争议的单元格和它可能的值，如 'P02.满意率=85%..92%'；可以写几次",
        "A disputed cell and what it may say, such as 'P02.rate=85%..92%'; may be given again",
    ),
    ("数据文件夹，或一个工作簿", "Folder of the data, or a workbook"),
    (
        "缺多少按被评对象的这一列分开数；不写时按县",
        "Count what is missing by this column of the subjects; by county when absent",
    ),
    ("修整过的单元格报错；有等次暂缺的，以 1 结束", "Refuse repaired cells; end with 1 when a grade is withheld"),
    ("写出各县填报用的工作簿", "Write the workbook that is to be filled in"),
    ("写进这个 .xlsx 文件；有 --split 时是文件夹", "Write into this .xlsx file; with --split, into this folder"),
    ("按被评对象的这一列分成几个工作簿，如 归属县", "A workbook for each value of this column of the subjects"),
    ("数据文件夹；有它就填好被评对象", "Folder of the data; with it, the subjects are filled in"),
    ("打印计算步骤", "Print the steps of the calculation"),
    ("运行脚本里的一次调用，打印每一步", "Run one call of a script and print each step"),
    ("打印一个诊断代码的说明", "Print what a code of a finding means"),
    ("打印一个命令的 JSON 的格式（JSON Schema）", "Print the form of the JSON of a command (JSON Schema)"),
    ("打印 JSON 的命令", "The command that prints JSON"),
    ("颜色", "Colours"),
    ("消息的语言；不写时随规则文件", "Language of messages; that of the rule file when absent"),
    (
        "规则还可以读这个文件夹里的文件，或连接这个数据库，如 postgres://主机/库；可以写几次",
        "Rules may read what lies in this folder too, or connect to this database, such as postgres://host/database; may be given again",
    ),
    ("输出形式", "Form of the output"),
    ("写进这个文件；写完才换下旧的", "Write into this file; the old one stays until that is whole"),
    ("csv 开头加 BOM，表格软件（Excel、WPS）打开不乱码", "Begin csv with a mark by which Excel and WPS know UTF-8"),
    (
        "核对数据包：有没有改动，重算的结果是不是逐格相同",
        "Verify a packet: whether it was changed, and whether the results come out the same, cell by cell",
    ),
    ("数据包：一个文件夹，或 .zip 文件", "The packet: a folder, or a .zip file"),
    ("包里没有数据的，用这个文件夹里的", "Take the data of this folder where the packet has none"),
    ("全部用精确引擎复核", "Work all subjects out with the exact engine too"),
    ("用精确引擎复核几家", "How many subjects to work out with the exact engine too"),
    ("抽取从哪里开始；同一个数抽到同样的几家", "Where the draw of these begins; the same number draws the same"),
    (
        "信任的 Ed25519 公钥（PEM）；包须由它签名",
        "Ed25519 public key (PEM) that is trusted; the packet must be signed by it",
    ),
    ("规则文件", "Rule file"),
    ("规则文件；或者一个数据包，这时不写 --data", "Rule file; or a packet, and then without --data"),
    (
        "把结果和得出它的一切写成数据包：一个文件夹，或 .zip 文件",
        "Write the result with all that made it as a packet: a folder, or a .zip file",
    ),
    (
        "经办、复核、审定的记录（csv：环节,姓名,日期,事项），放进数据包",
        "Judgements and sign-offs (csv: stage,name,date,matter) to put into the packet",
    ),
    (
        "写公开的数据包：不公开的列和数据都不放，只放有全部内容的那个包的封签",
        "Write a packet to publish: without private columns and data, with the seal of the one that has everything",
    ),
    ("数据包里也放数据", "Put the data into the packet too"),
    ("给数据包签名的 Ed25519 私钥（PEM）", "Ed25519 private key (PEM) to sign the packet with"),
    ("数据文件夹", "Folder of the data"),
    (
        "数据里没有声明的列：报错，或者只这一次忽略",
        "Columns of the data that no rule declares: refused, or ignored in this run",
    ),
    (
        "更正（csv）：数据文件夹里的 更正.csv 之外的",
        "Corrections (csv) beside the corrections.csv of the folder of the data",
    ),
    ("计算方式；两种结果相同", "Way of calculating; both give the same"),
    ("补充的放假安排（TOML）", "Further holidays (TOML)"),
    (
        "数据文件夹；有它就再打印这批数据上的整数程序",
        "Folder of the data; with it, print the integer program over them too",
    ),
    ("被评对象的编号；all 是全部", "Key of the subject; all of them by `all`"),
    (
        "写进这个文件；--subject all 时是文件夹，每家一个文件",
        "Write into this file; with --subject all, into this folder, a file for each",
    ),
    (
        "只看一个指标（或方面、总分、加分、扣分、等次、条件），逐行列出",
        "One indicator, head or condition alone, or total, bonus, deduction or grades, with every row",
    ),
    ("只检查，不改写；有不合的文件时以 1 退出", "Check only, write nothing; exit 1 when a file would change"),
    ("关键字换成中文或英文", "Keywords in Chinese or English"),
    ("列出没有示例到达的分支", "List the branches that no example reaches"),
    (
        "逐处改动规则，列出没有示例看出来的，并给出能看出来的示例",
        "Change one thing in the rules at a time; list what no example notices, with an example that would",
    ),
    (
        "把数据里的这一家写成示例，印出来，不写进文件",
        "Write this subject of the data as an example; it is printed and written into no file",
    ),
    ("输出形式；json 总带着分支", "Form of the output; json always has the branches"),
    ("全部列出，长的也不省略", "List everything, however long"),
    ("逐条列出能证明的、有反例的和不能断定的", "List what is proved, what is refuted and what cannot be told"),
    (
        "文件的条款表（TOML）：哪些条款没有规则，哪些依据不在表里",
        "List of clauses of a document (TOML): which have no rule, which bases it does not have",
    ),
    (
        "打印合并之后的全文：沿用的文件和改动合成一个文件",
        "Print the whole text: the inherited files and the changes as one file",
    ),
    ("脚本文件（.rhai）", "Script (.rhai)"),
    ("要运行的调用，如 '两年平均增速(66490, 58000)'", "The call to run, such as 'growth(66490, 58000)'"),
    ("方根、对数一类精确到几位", "Places of roots, logarithms and the like"),
    ("诊断代码，如 H0401；不写时列出全部", "Code of a finding, such as H0401; all of them when absent"),
];

/// The request of a command line.
pub(super) fn parse<A: CommandFactory + FromArgMatches>(
    line: &[std::ffi::OsString],
    host: &dyn Host,
) -> Result<A, clap::Error> {
    let command = A::command();
    // A packet has its data, or says what it lacks.
    let is_packet = |word: &std::ffi::OsString| word.to_str().is_some_and(|word| Packet::is_at(host, word));
    let command = if line.iter().skip(2).any(is_packet) {
        let optional =
            |argument: clap::Arg| if argument.get_id() == "data" { argument.required(false) } else { argument };
        command.mut_subcommands(|command| command.mut_args(optional))
    } else {
        command
    };
    let command = if asks_for_english(line) { in_english(command) } else { command };
    A::from_arg_matches(&command.try_get_matches_from(line)?)
}

/// Whether a command line says `--lang en`; whatever else is wrong with it.
fn asks_for_english(line: &[std::ffi::OsString]) -> bool {
    let says =
        |pair: &[std::ffi::OsString]| matches!(pair, [option, language] if option == "--lang" && language == "en");
    line.windows(2).any(says) || line.iter().any(|word| word == "--lang=en")
}

fn in_english(command: Command) -> Command {
    let command = match command.get_about().and_then(english) {
        Some(about) => command.about(about),
        None => command,
    };
    let command = command.mut_args(|argument| match argument.get_help().and_then(english) {
        Some(help) => argument.help(help),
        None => argument,
    });
    command.mut_subcommands(in_english)
}

fn english(said: &StyledStr) -> Option<&'static str> {
    let said = said.to_string();
    SAID.iter().find(|(zh, _)| *zh == said.trim_end_matches('。')).map(|(_, en)| *en)
}
