using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Report;

/// <summary>What a report's page says of all its connections, on the screen and on paper.</summary>
public sealed class ReportOverviewTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly string[] Captures =
        [.. ((string[])["ssl2-des-64-cbc-md5", "tls10-rsa-aes128-sha"]).Select(name => CaptureCase.Of(name).Capture)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact(Browser.Program)]
    public async Task Captures_are_shown_by_their_names_and_their_paths_on_demand()
    {
        await using BrowserPage page = await browser.Open(Report(["--apart", .. Captures]));

        string summary = await page.Get<string>("document.querySelector('#origin summary').textContent");
        Assert.Equal($"{Captures.Length} captures", summary);
        Assert.Equal(Captures,
            await page.Get<string[]>("[...document.querySelectorAll('#origin li')].map(item => item.textContent)"));
        Assert.Matches("^[0-9-]{10} [0-9:]{8} to [0-9-]{10} [0-9:]{8} UTC$",
            await page.Get<string>("document.querySelector('#origin p').textContent"));
    }

    [NeedsFact(Browser.Program)]
    public async Task A_finding_of_several_texts_has_none_of_them_as_its_title()
    {
        await using BrowserPage page = await browser.Open(Report("--apart", CaptureCase.Of("tls10-rsa-aes128-sha").Capture,
            CaptureCase.Of("tls11-rsa-aes128-sha").Capture));

        string title = await page.Get<string>("[...document.querySelectorAll('.finding')]" +
            ".find(one => one.querySelector('summary code').textContent === 'obsolete_version').querySelector('.title').textContent");

        Assert.Equal("Obsolete version", title);
    }

    [NeedsFact(Browser.Program)]
    public async Task A_finding_says_how_often_it_was_seen_and_how_much_of_that_is_shown()
    {
        using ManyHosts many = new(CaptureCase.Of("tls10-rsa-aes128-sha"), 60);
        await using BrowserPage page = await browser.Open(Report(many.Capture));

        string text = await page.Get<string>("[...document.querySelectorAll('.finding')]" +
            ".find(one => one.querySelector('summary code').textContent === 'obsolete_version').textContent");

        Assert.Contains("obsolete_version 60 connections", text, StringComparison.Ordinal);
        Assert.Contains("The first 5 of 60 times:", text, StringComparison.Ordinal);
        Assert.Matches("#[0-9]+ and 10 more$", text);
    }

    [NeedsFact(Browser.Program)]
    public async Task Rows_out_of_view_are_printed_and_the_sheet_says_where_they_end()
    {
        const string Rows = "document.querySelectorAll('tr[data-place]').length";
        using ManyHosts many = new(CaptureCase.Of("tls10-rsa-aes128-sha"), 1_200);
        await using BrowserPage page = await browser.Open(Report(many.Capture));
        await page.Drawn();
        int seen = await page.Get<int>(Rows);

        await page.Get<bool>("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(1_000, await page.Get<int>(Rows));
        Assert.Contains("The first 1,000 of 1,200 connections.", await page.Get<string>("document.querySelector('#table').innerText"),
            StringComparison.Ordinal);

        await page.Get<bool>("dispatchEvent(new Event('afterprint'))");
        Assert.Equal(seen, await page.Get<int>(Rows));
    }

    private string Report(params string[] arguments)
    {
        string file = _folder["report.html"];
        RunResult result = InProcess.RunConsole(_folder.Path, ["report", "--quiet", .. arguments, "-o", file]);
        Assert.True(File.Exists(file), result.Errors);
        return file;
    }
}
