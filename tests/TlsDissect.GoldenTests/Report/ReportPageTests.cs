using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Report;

/// <summary>What a browser makes of a report: the page in Chromium.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string FirstRow = "tr[data-place='0']";

    /// <summary>Different in version, outcome, findings and name.</summary>
    private static readonly string[] Cases =
    [
        "mutual-tls13", "tls10-rsa-aes128-sha", "refused", "renegotiation-tls12", "ssl2-des-64-cbc-md5", "hostile-names", "dh-512",
        "hello-retry-request",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact(Browser.Program)]
    public async Task Hostile_text_is_shown_and_never_obeyed()
    {
        CaptureCase of = CaptureCase.Of("hostile-names");
        string file = Report(["--include-plaintext", .. Decrypted(of)]);
        await using BrowserPage page = await browser.Open(file);
        string title = await page.Get<string>("document.title");

        await page.Click(FirstRow);
        await page.Until("document.querySelector('dialog').open");
        await OpenEverything(page);

        string text = await page.Get<string>("document.body.innerText");
        foreach (string shown in (string[])
        [
            "\"--></script><img src=x onerror=document.title='owned'>",
            "CN=\\x5c</script\\x5c>\\x5c<script\\x5c>document.title='owned'\\x5c</script\\x5c>",
            "O=evil\\u202egro.\\x07\\x1b[31m",
            "GET /</script><script>document.title='owned'</script> HTTP/1.1",
            "Error opening '</script><script>document.title='owned'</script>'",
        ]) Assert.Contains(shown, text, StringComparison.Ordinal);
        Assert.Equal(title, await page.Get<string>("document.title"));
        Assert.Equal(0, await page.Get<int>("document.querySelectorAll('img, iframe, object, [src], [onerror], [onload]').length"));
        Assert.False(await page.Get<bool>("/[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e]/u" +
            ".test(document.body.innerText)"));
        AssertQuiet(page, file);
    }

    [NeedsFact(Browser.Program)]
    public async Task Every_connection_opens_without_a_complaint()
    {
        string file = Various();
        await using BrowserPage page = await browser.Open(file);
        int rows = await page.Get<int>("document.querySelector('table[role=grid]').ariaRowCount - 1");

        await page.Click(FirstRow);
        for (int row = 0; row < rows; row++)
        {
            await page.Until($"document.querySelector('#ladder')?.childElementCount === 1");
            Assert.Equal(0, await page.Get<int>("document.querySelectorAll('dialog .notice').length"));
            Assert.InRange(await page.Get<int>("document.querySelectorAll('svg.ladder g.step').length"), 1, 100);
            await OpenEverything(page);
            if (row + 1 < rows) await Go(page, "Next");
        }

        Assert.True(await page.Get<bool>("[...document.querySelectorAll('dialog button')].find(b => b.textContent === 'Next').disabled"));
        AssertQuiet(page, file);
    }

    [NeedsFact(Browser.Program)]
    public async Task Streams_of_QUIC_are_listed()
    {
        await using BrowserPage page = await browser.Open(Report(Decrypted(CaptureCase.Of("quic-stream-reset"))));

        await page.Click(FirstRow);
        await page.Until("document.querySelector('table.streams') !== null");

        string[] rows = await page.Get<string[]>("[...document.querySelectorAll('table.streams tbody tr')].map(row => row.innerText)");
        Assert.Contains(rows, row => row.Contains("finished", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("reset with error 0x", StringComparison.Ordinal));
    }

    [NeedsFact(Browser.Program)]
    public async Task The_nine_steps_are_named_in_the_ladder_and_explained_below_it()
    {
        CaptureCase of = CaptureCase.Of("mutual-tls12");
        await using BrowserPage page = await browser.Open(Report(Decrypted(of)));

        await page.Click(FirstRow);
        await page.Until("document.querySelector('svg.ladder') !== null");

        string[] numbers = await page.Get<string[]>("[...document.querySelectorAll('svg.ladder .number')].map(n => n.firstElementChild" +
            ".nextElementSibling.textContent)");
        Assert.Equal(Enumerable.Range(1, 9).Select(number => $"{number}"), numbers);
        string text = await page.Get<string>("document.querySelector('dialog').innerText");
        for (int step = 1; step <= 9; step++) Assert.Contains($"Step {step} of 9: ", text, StringComparison.Ordinal);
        Assert.Contains("Mutual authentication: client's signature", text, StringComparison.Ordinal);
        Assert.Contains("all 9 steps were seen", text, StringComparison.Ordinal);
    }

    [NeedsFact(Browser.Program)]
    public async Task Rows_are_sorted_and_filtered_and_a_bar_of_a_chart_selects()
    {
        await using BrowserPage page = await browser.Open(Various());
        string[] versions = await Column(page, "version");

        await page.Click("th.c-version button");
        Assert.Equal(versions.Where(v => v != "").Order(StringComparer.Ordinal), (await Column(page, "version")).Where(v => v != ""));
        Assert.Equal("ascending", await page.Get<string>("document.querySelector('th.c-version').ariaSort"));
        await page.Click("th.c-version button");
        Assert.Equal(versions.OrderByDescending(v => v, StringComparer.Ordinal), await Column(page, "version"));

        await page.Click("#search");
        await page.Type("server.example TLS 1.0");
        string found = Assert.Single(await Column(page, "version"));
        Assert.Equal("TLS 1.0", found);
        await page.Click("#clear");
        Assert.Equal(versions.Length, (await Column(page, "version")).Length);

        await page.Click("figure[data-chart=outcomes] tr[data-value=refused] button");
        Assert.All(await Column(page, "outcome"), outcome => Assert.Equal("refused", outcome));
        await page.Click("#search");
        await page.Type("in no connection");
        Assert.Empty(await Column(page, "version"));
        Assert.Equal($"0 of {versions.Length} connections", await page.Get<string>("document.querySelector('#shown').textContent"));
    }

    [NeedsFact(Browser.Program)]
    public async Task The_keyboard_alone_is_enough()
    {
        const string Focus = "document.activeElement.getAttribute('aria-rowindex')";
        await using BrowserPage page = await browser.Open(Various());
        int last = await page.Get<int>("+document.querySelector('table[role=grid]').ariaRowCount");

        await page.Get<object>("document.querySelector('#search').focus()");
        await page.Press("ArrowDown");
        Assert.Equal("2", await page.Get<string>(Focus));
        await page.Press("ArrowDown");
        Assert.Equal("3", await page.Get<string>(Focus));
        await page.Press("End");
        Assert.Equal($"{last}", await page.Get<string>(Focus));
        await page.Press("ArrowUp");
        string before = await page.Get<string>("document.activeElement.querySelector('.c-id').textContent");
        await page.Press("Enter");
        await page.Until("document.querySelector('dialog').open");
        Assert.StartsWith($"Connection {before}", await page.Get<string>("document.activeElement.textContent"), StringComparison.Ordinal);

        await page.Press("Escape");
        await page.Until("!document.querySelector('dialog').open");
        Assert.Equal($"{last - 1}", await page.Get<string>(Focus));
        Assert.NotEqual("none", await page.Get<string>("getComputedStyle(document.activeElement.firstChild).boxShadow"));
    }

    [NeedsFact(Browser.Program)]
    public async Task Findings_link_to_their_connections()
    {
        await using BrowserPage page = await browser.Open(Various());
        string id = await page.Get<string>("document.querySelector('.finding a').textContent");

        await page.Click(".finding a");
        await page.Until("document.querySelector('dialog').open");

        Assert.StartsWith($"Connection {id}", await page.Get<string>("document.querySelector('#detail-title').textContent"),
            StringComparison.Ordinal);
        Assert.True(await page.Get<bool>("[...document.querySelectorAll('a')].every(a => a.getAttribute('href').startsWith('#'))"));
    }

    [NeedsFact(Browser.Program)]
    public async Task The_theme_follows_the_system_until_it_is_chosen_and_print_is_light()
    {
        const string Ground = "getComputedStyle(document.body).backgroundColor";
        await using BrowserPage page = await browser.Open(Report(CaptureCase.Of("tls10-rsa-aes128-sha").Capture));
        string light = await page.Get<string>(Ground);
        await page.Emulate(scheme: "dark");
        string dark = await page.Get<string>(Ground);
        Assert.NotEqual(light, dark);

        await page.Click("#theme input[value=light] + span");
        Assert.Equal(light, await page.Get<string>(Ground));
        await page.Click("#theme input[value=dark] + span");
        await page.Emulate(scheme: "light");
        Assert.Equal(dark, await page.Get<string>(Ground));

        await page.Emulate(medium: "print");
        Assert.Equal("light", await page.Get<string>("getComputedStyle(document.documentElement).colorScheme"));
        foreach (string shown in (string[])[".chart", ".finding", FirstRow]) Assert.True(await page.Get<bool>(IsVisible(shown)), shown);
        foreach (string hidden in (string[])[".filters", "#theme"]) Assert.False(await page.Get<bool>(IsVisible(hidden)), hidden);
    }

    [NeedsFact(Browser.Program)]
    public async Task A_connection_that_is_open_is_printed_whole_and_stays_open()
    {
        await using BrowserPage page = await browser.Open(Report(CaptureCase.Of("mutual-tls13").Capture));
        await page.Click(FirstRow);
        await page.Until("document.querySelector('svg.ladder') !== null");
        string title = await page.Get<string>("document.querySelector('#detail-title').textContent");

        // A dialog that is fixed in the window is cut off after the first sheet.
        Assert.InRange(await page.PrintedSheets(), 2, 20);

        await page.Until("document.querySelector('dialog').matches(':modal')");
        Assert.Equal(title, await page.Get<string>("document.querySelector('#detail-title').textContent"));
    }

    [NeedsFact(Browser.Program)]
    public async Task Twenty_thousand_rows_cost_no_more_elements_than_fifty()
    {
        const string Elements = "document.querySelectorAll('body :not(script)').length";
        using ManyHosts few = new(CaptureCase.Of("tls10-rsa-aes128-sha"), 50);
        using ManyHosts many = new(CaptureCase.Of("tls10-rsa-aes128-sha"), 20_000);
        await using BrowserPage small = await browser.Open(Report(few.Capture));
        int bound = 2 * await small.Get<int>(Elements);

        await using BrowserPage page = await browser.Open(Report(many.Capture));

        Assert.Equal("20001", await page.Get<string>("document.querySelector('table[role=grid]').ariaRowCount"));
        Assert.InRange(await page.Get<int>(Elements), 1, bound);
        foreach (string top in (string[])["view.scrollHeight / 2", "view.scrollHeight", "0"])
        {
            await page.Get<object>($"(view => {{ view.scrollTop = {top}; }})(document.querySelector('.grid'))");
            // The row in the middle of what is visible is there, and is the one that belongs there.
            await page.Until("""
                (view => {
                  const box = view.getBoundingClientRect();
                  const row = document.elementFromPoint(box.x + 40, box.y + box.height / 2)?.closest("tr[data-place]");
                  const place = (view.scrollTop + box.height / 2 - view.querySelector("thead").offsetHeight) / row?.offsetHeight;
                  return Math.abs(place - row?.dataset.place) <= 1.5 && row.ariaRowIndex === String(Number(row.dataset.place) + 2);
                })((document.querySelector(".grid").scrollIntoView({ behavior: "instant" }), document.querySelector(".grid")))
                """);
            Assert.InRange(await page.Get<int>(Elements), 1, bound);
        }

        await page.Get<object>($"document.querySelector(\"{FirstRow}\").focus()");
        await page.Press("End");
        await page.Press("Enter");
        await page.Until("document.querySelector('svg.ladder') !== null");
        Assert.Empty(page.Complaints);
    }

    [NeedsTheory(Browser.Program)]
    [InlineData(360)]
    [InlineData(800)]
    [InlineData(1600)]
    public async Task The_page_is_never_wider_than_the_window(int width)
    {
        await using BrowserPage page = await browser.Open(Various(), width);

        Assert.InRange(await page.Get<int>("document.documentElement.scrollWidth"), 1, width);
        await page.Click(FirstRow);
        await page.Until("document.querySelector('svg.ladder') !== null");
        await OpenEverything(page);
        Assert.True(await page.Get<bool>("(body => body.scrollWidth <= body.clientWidth)(document.querySelector('#detail-body'))"));
    }

    /// <summary>Opens all that can be opened, until nothing more can.</summary>
    private static async Task OpenEverything(BrowserPage page) => await page.Until("""
        (closed => {
          closed.forEach(part => { part.open = true; });
          document.querySelectorAll("dialog li button, dialog dd button").forEach(button => button.click());
          return closed.length === 0 && [...document.querySelectorAll("dialog details")].every(part => part.childElementCount > 1);
        })([...document.querySelectorAll("dialog details:not([open])")])
        """);

    /// <summary>The connection beside the one that is open.</summary>
    private static async Task Go(BrowserPage page, string where)
    {
        string before = await page.Get<string>("location.hash");
        await page.Get<object>($"[...document.querySelectorAll('dialog button')].find(b => b.textContent === '{where}').click()");
        await page.Until($"location.hash !== '{before}' && " +
            "document.querySelector('#detail-title').textContent.startsWith('Connection #' + location.hash.split('-')[1])");
    }

    private static string IsVisible(string selector) => $"document.querySelector(\"{selector}\").checkVisibility()";

    /// <summary>What the rows have in a column, from top to bottom.</summary>
    private static Task<string[]> Column(BrowserPage page, string column) =>
        page.Get<string[]>($"[...document.querySelectorAll('tr[data-place] td.c-{column}')].map(cell => cell.textContent)");

    /// <summary>Nothing was refused, complained about, or asked for but the page.</summary>
    private static void AssertQuiet(BrowserPage page, string file)
    {
        Assert.Empty(page.Complaints);
        Assert.Equal([new Uri(file).AbsoluteUri],
            page.Requests.Select(request => request.Split('#')[0]).Where(request => request != "data:,").Distinct());
    }

    /// <summary>A case's arguments, for any folder.</summary>
    private static string[] Decrypted(CaptureCase of) =>
        [.. of.Arguments.Select(argument => File.Exists(of.FileNamed(argument)) ? of.FileNamed(argument) : argument)];

    /// <summary>A page of connections that differ.</summary>
    private string Various() => Report(["--apart", .. Cases.Select(name => CaptureCase.Of(name).Capture)]);

    private string Report(params string[] arguments)
    {
        string file = _folder[$"{Guid.NewGuid():N}.html"];
        RunResult result = InProcess.RunConsole(_folder.Path, ["report", "--quiet", .. arguments, "-o", file]);
        Assert.True(File.Exists(file), result.Errors);
        return file;
    }
}
