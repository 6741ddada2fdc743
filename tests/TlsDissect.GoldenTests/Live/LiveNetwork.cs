using System.Diagnostics;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary>
/// A host with a TLS server and a host with clients and the listener, two network namespaces joined by a veth pair: wire is the listener's
/// end of it.
/// </summary>
public sealed class LiveNetwork : IDisposable
{
    public const string ServerAddress = "198.51.100.1";
    public const string Wire = "wire";

    // Names are the machine's: of other runs, also of one that ended before it could remove its own.
    private readonly string _name = $"tlsd-{Guid.NewGuid():N}"[..17];
    private readonly List<Process> _servers = [];

    public LiveNetwork()
    {
        // Where the tests that need this are skipped, nothing is made.
        if (new LiveFactAttribute().Skip is not null) return;
        Ip("netns", "add", Server);
        Ip("netns", "add", Client);
        Ip("link", "add", Wire, "netns", Client, "type", "veth", "peer", "name", Wire, "netns", Server);
        foreach ((string space, string address) in new[] { (Server, ServerAddress), (Client, "198.51.100.2") })
        {
            Ip("-n", space, "address", "add", $"{address}/24", "dev", Wire);
            Ip("-n", space, "link", "set", "lo", "up");
            Ip("-n", space, "link", "set", Wire, "up");
        }
    }

    /// <summary>The namespace of the server.</summary>
    public string Server => $"{_name}s";

    /// <summary>The namespace of clients and listener.</summary>
    public string Client => $"{_name}c";

    public static string Keys { get; } = Repository.SharedKeys;

    /// <summary>Serves the files of a folder until the network goes; where the tests are ended before that, half an hour.</summary>
    public void Serve(int port, string folder, params string[] options)
    {
        Process server = Start(Server, folder, ["timeout", "1800", "openssl", "s_server", "-accept", $"{port}", "-WWW", "-quiet",
            "-cert", Path.Combine(Keys, "server.pem"), "-key", Path.Combine(Keys, "server.key"), .. options]);
        _servers.Add(server);
        Patience.Until(
            () => OtherProcess.Run("ip", folder, null, "netns", "exec", Server, "ss", "-Hltn", $"sport = :{port}").Text.Contains("LISTEN",
                StringComparison.Ordinal),
            () => "the server does not listen",
            () => server.HasExited);
    }

    /// <summary>Whether a server of datagrams has its port.</summary>
    public bool Listens(string port) =>
        OtherProcess.Run("ip", Keys, null, "netns", "exec", Server, "ss", "-Hlun", $"sport = :{port}").Text.Length > 0;

    /// <summary>Runs a client to its end.</summary>
    internal RunResult Run(string program, params string[] arguments) =>
        OtherProcess.Run("ip", Keys, null, ["netns", "exec", Client, program, .. arguments]);

    /// <summary>Fetches a file; what the server said, headers and all.</summary>
    internal byte[] Fetch(int port, string file, params string[] options)
    {
        RunResult result =
            Run("curl", ["-s", "-i", "-k", "--http1.0", "--max-time", "240", .. options, $"https://{ServerAddress}:{port}/{file}"]);
        Assert.True(result.Code == 0, $"curl: {result.Code} {result.Errors}");
        return result.Output;
    }

    internal static Process Start(string space, string folder, string[] command)
    {
        ProcessStartInfo start = new("ip", ["netns", "exec", space, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["OPENSSL_CONF"] = Path.Combine(Repository.Captures, "tools", "openssl.cnf");
        return Process.Start(start)!;
    }

    internal static void Ip(params string[] arguments)
    {
        RunResult result = OtherProcess.Run("ip", Keys, null, arguments);
        Assert.True(result.Code == 0, $"ip {string.Join(' ', arguments)}: {result.Errors}");
    }

    public void Dispose()
    {
        foreach (Process server in _servers)
        {
            server.Kill(entireProcessTree: true);
            server.Dispose();
        }

        if (new LiveFactAttribute().Skip is not null) return;
        Ip("netns", "del", Server);
        Ip("netns", "del", Client);
    }
}
