using System.Globalization;
using System.Security.Cryptography;
using TlsDissect.Capture;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Quic;

/// <summary>
/// Every page that arrived at the client, by <c>sent.txt</c>, is the body of a response of HTTP/3 in some stream: lines of flow, path,
/// bytes, SHA-256.
/// </summary>
public sealed class SentPagesTests
{
    public static TheoryData<string> All => [.. Repository.CasesOf("quic").Where(HasPages)];

    [Fact]
    public void Every_case_with_a_client_of_the_pages_has_them() => Assert.InRange(All.Count, 22, int.MaxValue);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_page_that_arrived_is_a_body(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        StreamSink sink = new();
        await TlsCapture.RunAsync(of.Capture, new KeyRing().AddKeyLog(of.FileNamed(of.Arguments[1])), sink);
        // Attempts that the server refused have none.
        List<HashSet<string>> bodies = [.. sink.Connections.Values.Select(BodiesOf).Where(bodies => bodies.Count > 0)];
        foreach (string[] page in File.ReadAllLines(of.FileNamed("sent.txt")).Select(line => line.Split(' ')))
        {
            int flow = int.Parse(page[0], CultureInfo.InvariantCulture);
            Assert.True(flow < bodies.Count, $"connection {flow} has no body; {bodies.Count} have one");
            Assert.Contains($"{page[2]} {page[3]}", bodies[flow]);
        }
    }

    private static bool HasPages(string name) => File.Exists(Path.Combine(Repository.CaseFolder(name), "sent.txt"));

    /// <summary>Size and SHA-256 of what the DATA frames of each stream have (RFC 9114 §7.2.1).</summary>
    private static HashSet<string> BodiesOf(Dictionary<ulong, List<byte>> streams)
    {
        HashSet<string> bodies = [];
        foreach ((ulong _, List<byte> stream) in streams.Where(stream => stream.Key % 4 == 0))
        {
            List<byte> body = [];
            bool hasData = false;
            ReadOnlySpan<byte> rest = stream.ToArray();
            while (!rest.IsEmpty)
            {
                ulong type = ReadVarint(ref rest);
                int length = (int)ReadVarint(ref rest);
                if (type == 0)
                {
                    body.AddRange(rest[..length]);
                    hasData = true;
                }

                rest = rest[length..];
            }

            if (hasData) bodies.Add($"{body.Count} {Convert.ToHexStringLower(SHA256.HashData(body.ToArray()))}");
        }

        return bodies;
    }

    /// <summary>RFC 9000 §16.</summary>
    private static ulong ReadVarint(ref ReadOnlySpan<byte> rest)
    {
        int length = 1 << (rest[0] >> 6);
        ulong value = rest[0] & 0x3Fu;
        for (int i = 1; i < length; i++) value = value << 8 | rest[i];
        rest = rest[length..];
        return value;
    }

    private sealed class StreamSink : IConnectionSink
    {
        public SortedDictionary<long, Dictionary<ulong, List<byte>>> Connections { get; } = [];

        public bool WantsApplicationData(ConnectionView connection) => true;

        public void OnApplicationData(ConnectionView connection, ApplicationData data)
        {
            if (data.From != Sender.Server || data.Stream is not ulong stream) return;
            if (!Connections.TryGetValue(connection.Id, out Dictionary<ulong, List<byte>>? streams))
                Connections[connection.Id] = streams = [];
            if (!streams.TryGetValue(stream, out List<byte>? bytes)) streams[stream] = bytes = [];
            bytes.AddRange(data.Plaintext);
        }
    }
}
