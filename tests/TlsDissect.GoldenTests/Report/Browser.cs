using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace TlsDissect.GoldenTests.Report;

/// <summary>
/// Chromium without a window, told what to do by its DevTools protocol. It has no network: no name is found, and every request of a page
/// is counted.
/// </summary>
public sealed class Browser : IDisposable
{
    /// <summary>The program that the tests need; they are skipped without it.</summary>
    public const string Program = "chromium";

    private readonly Running.TemporaryFolder _profile = new();
    private readonly Lazy<Process> _process;

    public Browser() => _process = new Lazy<Process>(Start);

    /// <summary>Opens a page in a tab of its own.</summary>
    public async Task<BrowserPage> Open(string file, int width = 1600)
    {
        if (_process.Value.HasExited) Assert.Fail("Chromium has ended");
        using HttpClient http = new() { Timeout = Running.Patience.Limit };
        using HttpResponseMessage made = await http.PutAsync(new Uri($"http://127.0.0.1:{Port()}/json/new?about:blank"), null);
        string address = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["webSocketDebuggerUrl"]!.GetValue<string>();
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new Uri(address), CancellationToken.None);
        BrowserPage page = new(socket);
        await page.Show(new Uri(file), width);
        return page;
    }

    public void Dispose()
    {
        if (_process.IsValueCreated)
        {
            if (!_process.Value.HasExited) _process.Value.Kill(entireProcessTree: true);
            _process.Value.WaitForExit(Running.Patience.Limit);
            _process.Value.Dispose();
        }

        _profile.Dispose();
    }

    private string PortFile => _profile["DevToolsActivePort"];

    private Process Start()
    {
        // The sandbox needs what a container's root does not have. The pages are our own.
        ProcessStartInfo start = new(Program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0",
            $"--user-data-dir={_profile.Path}", "about:blank",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        Running.Patience.Until(() => File.Exists(PortFile) && File.ReadAllLines(PortFile).Length > 0, () => "Chromium's port",
            () => process.HasExited);
        return process;
    }

    private int Port() => int.Parse(File.ReadAllLines(PortFile)[0], CultureInfo.InvariantCulture);
}
