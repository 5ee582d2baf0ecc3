//! What the pages of policies say.

use domain::policy::{Audience, PolicyKind, Sort, Standing, Step};

super::table::table! {
    /// The words of policies.
    Policy {
        title: "政策法规和公告", "Laws, policies and notices";
        menu_hint: "劳动法律、就业政策、通知公告，能按字搜", "Labour law, employment policy, notices; searchable";
        search: "搜政策法规", "Search";
        search_hint: "比如 最低工资、工伤、欠薪", "e.g. 最低工资, 工伤, gszh";
        go: "搜索", "Search";
        filter: "筛选", "Filter";
        show: "看结果", "Show";
        kind: "类别", "Kind";
        audience: "对象", "For";
        region: "地区", "Place";
        sort: "排序", "Order";
        any: "不限", "Any";
        everybody: "所有人", "Everybody";
        country: "全国", "The whole country";
        all_regions: "全部地区", "All places";
        total: "件", "in all";
        problems: "地址里有没看懂的地方，没有用它来筛选：", "Some of the address was not understood and was left out:";
        none: "没有找到", "Nothing found";
        none_body: "换个说法，或者少选几个条件再试。", "Try other words or fewer filters.";
        none_all: "这里还没有发布内容。", "Nothing has been published here yet.";
        everything: "看全部", "Show everything";
        next: "下一页", "Next page";
        feed: "订阅（Atom）", "Feed (Atom)";
        law: "法律法规", "Laws and rules";
        policy: "政策文件", "Policies";
        notice: "通知公告", "Notices";
        workers: "劳动者", "Workers";
        employers: "用人单位", "Employers";
        trainees: "参加培训的人", "Trainees";
        founders: "创业的人", "Founders";
        hardship: "就业困难和失业人员", "Unemployed and hard to place";
        migrants: "农民工", "Migrant workers";
        disabled: "残疾人", "People with disabilities";
        veterans: "退役军人", "Veterans";
        graduates: "高校毕业生", "Graduates";
        relevance: "最相关", "Best match";
        newest: "最新", "Newest";
        issuer: "发文机关", "Issued by";
        number: "文号", "Document number";
        issued: "发文日期", "Date of issue";
        effective: "施行日期", "In force from";
        expires: "有效期至", "In force until";
        source: "原文", "Source";
        contents: "目录", "Contents";
        revisions: "历次版本", "Revisions";
        revision: "第 {} 版，{} 发文，{} 起在这里公布", "Revision {}, issued {}, here since {}";
        this_one: "（正在看）", " (this one)";
        expired: "这件文件已经失效", "This no longer applies";
        expired_body: "有效期到 {}。内容留在这里备查，办事请看现行的规定。", "It applied until {}. It is kept here for reference; please look for what applies today.";
        print: "要打印的话，用浏览器的“打印”就行。", "To print this page, use your browser's print function.";
        share: "把这页的网址发给别人：", "To share this page, send its address: ";
        // The staff's desk.
        new: "写一件新的", "Write a new one";
        standing: "状态", "State";
        title_field: "标题", "Title";
        changed: "最后改动", "Last change";
        open: "打开", "Open";
        desk_none: "没有符合条件的政策公告。", "No policies or notices here.";
        desk_none_next: "写一件新的，或者换个条件看看。", "Write a new one, or look for others.";
        untitled: "（还没有标题）", "(no title yet)";
        s_draft: "起草", "Draft";
        s_review: "待审核", "In review";
        s_changes: "退回修改", "Changes requested";
        s_scheduled: "待发布", "Scheduled";
        s_published: "已发布", "Published";
        s_expired: "已失效", "Expired";
        s_replaced: "已被新版代替", "Replaced";
        s_withdrawn: "已撤下", "Withdrawn";
        version: "第 {} 版", "Revision {}";
        from: "{} 起公开", "Public from {}";
        read_now: "读者现在看到的是第 {} 版。", "Readers now see revision {}.";
        see_public: "看公开页面", "See the public page";
        conflict: "别人先保存了", "Somebody else saved first";
        conflict_body: "您填的都还在下面的表里，别人保存的在它下面。对照以后再保存一次，就以您的为准；也可以不要您填的。", "What you typed is still in the form below; what they saved stands under it. Compare and save again to keep yours, or drop what you typed.";
        theirs: "别人保存的", "What they saved";
        drop: "不要我填的", "Drop what I typed";
        saved: "保存好了", "Saved";
        save: "保存并预览", "Save and preview";
        preview: "预览", "Preview";
        preview_none: "保存以后，这里显示读者看到的样子。", "Once saved, the text stands here as readers will see it.";
        to_mend: "送审前要改好：", "To be mended before it can be filed:";
        h_title: "写全称，不要简称。", "The full title.";
        h_issuer: "发文的机关，比如 广汉市人力资源和社会保障局", "The authority that issues it";
        h_number: "没有就空着，比如 德人社发〔2026〕12号", "Leave empty if there is none";
        h_date: "写成 2026-11-23 这样", "As 2026-11-23";
        h_effective: "和发文日期一样就空着", "Leave empty if it is the date of issue";
        h_expires: "最后一天；长期有效就空着", "The last day; leave empty if it does not end";
        h_source: "原文的网址，没有就空着", "The address of the original; may be empty";
        h_audience: "一个都不选，就是对所有人", "None ticked means everybody";
        h_region: "对哪里的人有效，包括下面的乡镇和村", "Whose people it concerns, with all that lies under it";
        body: "正文", "Text";
        h_body: "用 Markdown 写：## 开头是标题，- 开头是列表，| 分开是表格。不能放 HTML。", "Markdown: ## begins a heading, - a list, | parts the cells of a table. No HTML.";
        what_next: "下一步", "What next";
        reason: "理由", "Reason";
        h_reason: "决定都要写理由，会记在办理记录里。", "Every decision needs a reason; it is kept in the history.";
        publish_on: "哪天公开", "Public from";
        h_publish_on: "空着就是马上公开；写成 2026-12-01 这样", "Empty means at once; as 2026-12-01";
        publish_hour: "几点", "At";
        oclock: "{} 点", "{}:00";
        own: "这一版是您写的或送审的，要由另一位同事审核。", "You wrote or filed this revision; somebody else has to decide.";
        t_file: "送审", "File for review";
        t_recall: "撤回送审", "Take back from review";
        t_request: "退回修改", "Request changes";
        t_approve: "同意发布", "Approve";
        t_withdraw: "撤下", "Withdraw";
        t_amend: "写修订版", "Begin a new revision";
        withdraw_read: "撤下读者看到的这一版", "Withdraw the revision that readers see";
        history: "办理记录", "History";
        no_history: "还没有记录。", "Nothing yet.";
        who: "谁", "Who";
        what: "做了什么", "What";
        when: "什么时候", "When";
        service: "系统", "The service";
        d_saved: "保存", "Saved";
        d_loaded: "随系统载入", "Loaded with the service";
        d_file_added: "加了附件", "Added a file";
        d_file_removed: "去掉附件", "Took a file away";
        files: "附件", "Files";
        file: "加一个附件", "Add a file";
        h_file: "PDF、Word（docx）、Excel（xlsx）或图片，每个不超过 8 MB，最多 10 个。选好以后点保存。", "PDF, Word (docx), Excel (xlsx) or a picture, up to 8 MB each and ten in all. Choose it, then save.";
        file_remove: "去掉“{}”", "Take “{}” away";
        add_file: "保存并加上附件", "Save and add the file";
    }
}

impl Policy {
    /// What a text is.
    pub const fn kind(&self, kind: PolicyKind) -> &'static str {
        match kind {
            PolicyKind::Law => self.law,
            PolicyKind::Policy => self.policy,
            PolicyKind::Notice => self.notice,
        }
    }

    /// Whom a text concerns.
    pub const fn audience(&self, audience: Audience) -> &'static str {
        match audience {
            Audience::Workers => self.workers,
            Audience::Employers => self.employers,
            Audience::Trainees => self.trainees,
            Audience::Founders => self.founders,
            Audience::Hardship => self.hardship,
            Audience::Migrants => self.migrants,
            Audience::Disabled => self.disabled,
            Audience::Veterans => self.veterans,
            Audience::Graduates => self.graduates,
        }
    }

    /// An order of the list.
    pub const fn sort(&self, sort: Sort) -> &'static str {
        match sort {
            Sort::Relevance => self.relevance,
            Sort::Newest => self.newest,
        }
    }

    /// Where a revision stands.
    pub const fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Draft => self.s_draft,
            Standing::InReview => self.s_review,
            Standing::ChangesRequested => self.s_changes,
            Standing::Scheduled => self.s_scheduled,
            Standing::Published => self.s_published,
            Standing::Expired => self.s_expired,
            Standing::Replaced => self.s_replaced,
            Standing::Withdrawn => self.s_withdrawn,
        }
    }

    /// A step.
    pub const fn step(&self, step: Step) -> &'static str {
        match step {
            Step::File => self.t_file,
            Step::Recall => self.t_recall,
            Step::RequestChanges => self.t_request,
            Step::Approve => self.t_approve,
            Step::Withdraw => self.t_withdraw,
            Step::Amend => self.t_amend,
        }
    }

    /// What the history calls a deed.
    pub fn deed(&self, what: &str) -> &'static str {
        match what {
            "saved" => self.d_saved,
            "loaded" => self.d_loaded,
            "file_added" => self.d_file_added,
            "file_removed" => self.d_file_removed,
            word => Step::parse(word).map_or("", |step| self.step(step)),
        }
    }
}
