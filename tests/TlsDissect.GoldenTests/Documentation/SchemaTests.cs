using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.Cli.Why;
using TlsDissect.Findings;
using TlsDissect.GoldenTests.Certificates;
using TlsDissect.GoldenTests.Laws;
using TlsDissect.GoldenTests.Pipes;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Output.Json;
using TlsDissect.Output.Tables;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>docs/json.schema.json against what is written: each line is valid, and each property is in some line.</summary>
public class SchemaTests
{
    private static readonly OutputSchema Schema = OutputSchema.Docs;

    private static readonly Lazy<Checked> OfExpected =
        new(() => Check(CaptureCase.Names().SelectMany(name => File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl")))));

    /// <summary>The 380 cases of <c>suites</c> differ only in numbers.</summary>
    private static readonly Lazy<Checked> OfEvents = new(() =>
    {
        IEnumerable<string> names = CaptureCase.Names().Where(name => Repository.GroupOf(name) != "suites");
        return Check(names.SelectMany(name => Events(SegmentedCapture.Read(name))));
    });

    [Fact]
    public void Every_expected_line_is_valid() => Assert.Empty(OfExpected.Value.Errors);

    [Fact]
    public void Every_event_is_valid() => Assert.Empty(OfEvents.Value.Errors);

    [Fact]
    public void Every_line_of_a_live_run_is_valid()
    {
        CaptureCase cutOff = CaptureCase.Of("cut-off");
        string[] arguments = ["live", "-i", "-", "--format", "json", "--events", "--hash", "-d", .. cutOff.Keys];
        using PipedProgram program = new(cutOff.Folder, arguments);
        program.Write(File.ReadAllBytes(cutOff.Capture));
        RunResult result = program.Close();

        IEnumerable<string> types = result.Lines.Select(line => (string)JsonNode.Parse(line)!["type"]!).Distinct();
        Assert.Equal(["connection", "event", "summary", "warning"], types.Order(StringComparer.Ordinal));
        Assert.Empty(Check(result.Lines).Errors);
    }

    [Fact]
    public void Every_row_of_a_list_is_valid()
    {
        CaptureCase of = CaptureCase.Of("renegotiation-tls12");
        string columns = string.Join(',', ConnectionColumns.Names);
        string[] all = InProcess.Run(of.Folder, ["list", "-q", "--format", "json", "--columns", columns, .. of.Arguments]).Lines;
        string[] usual = InProcess.Run(of.Folder, ["list", "-q", "--format", "json", .. of.Arguments]).Lines;

        Assert.NotEmpty(all);
        Assert.Equal(all.Length, usual.Length);
        Assert.Empty(Check([.. all, .. usual]).Errors);
        Assert.NotEmpty(Check([usual[0].Replace("\"row\"", "\"rows\"", StringComparison.Ordinal)]).Errors);
    }

    [Fact]
    public void Every_property_is_in_some_line()
    {
        string[] unverified = Events(SegmentedCapture.Read("tls12-rsa-null-sha"), KeyRing.Empty);
        Checked rare = Check(
        [
            .. ReadApart(), .. ReadWithDetails(), .. Events(WithBrokenCertificate()), .. Judged(), .. unverified, .. Why(), .. Counted(),
            .. OfStreams(), .. Scanned(),
        ]);
        Assert.Empty(rare.Errors);

        HashSet<string> seen = [.. OfExpected.Value.Seen, .. OfEvents.Value.Seen, .. rare.Seen];
        string[] unseen = [.. Schema.Properties.Select(property => property.Key).Where(property => !seen.Contains(property))];
        Assert.True(unseen.Length == 0, string.Join(" ", unseen));
    }

    [Fact]
    public void Every_property_is_in_the_reference()
    {
        string pages = Page("json.md") + Page("events.md");
        IEnumerable<string> names = Schema.Properties.Select(property => property.Key[(property.Key.LastIndexOf('/') + 1)..]);
        Assert.DoesNotContain(names, name => !pages.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_property_is_described() =>
        Assert.DoesNotContain(Schema.Properties, property => !(Description(property.Value) ?? "").EndsWith('.'));

    [Fact]
    public void Every_object_is_closed() => Assert.Equal(Count("\"properties\": {"), Count("\"additionalProperties\": false"));

    [Fact]
    public void Closed_lists_are_those_of_the_program()
    {
        Same<DecryptionReason>(reason => reason.JsonName(), "reason");
        Same<DecryptionStatus>(JsonNames.Of, "decryption", "status");
        Same<SecretSource>(JsonNames.Of, "secret");
        Same<Remedy>(Remedies.JsonName, "remedy");
        Same<OutcomeResult>(JsonNames.Of, "outcome", "result");
        Same<HandshakeKind>(JsonNames.Of, "handshake");
        Same<Carrier>(JsonNames.Of, "connection", "carried_by");
        Same<StartTlsProtocol>(StartTlsProtocolNames.JsonName, "starttls_protocol");
        Same<Sender>(JsonNames.Of, "side");
        Same<KeyExchange>(part => part.DisplayName(), "cipher_suite", "key_exchange");
        Same<Authentication>(part => part.DisplayName(), "cipher_suite", "authentication");
        Same<BulkCipher>(part => part.DisplayName(), "cipher_suite", "cipher");
        Same<CipherMode>(part => part.DisplayName(), "cipher_suite", "mode");
        Same<MacAlgorithm>(part => part.DisplayName(), "cipher_suite", "mac");
        Same<SuiteHash>(part => part.DisplayName(), "cipher_suite", "hash");
        Assert.Equal(ConnectionJudge.Ids.Order(), Schema.ValuesOf("finding", "id").Order());
    }

    [Theory]
    [InlineData("\"transport\":\"tcp\"", "\"transport\":\"tcp\",\"new\":1")]
    [InlineData("\"port\":443", "\"port\":443,\"new\":1")]
    [InlineData("\"port\":443", "\"port\":\"443\"")]
    [InlineData("\"port\":443", "\"port\":65536")]
    [InlineData("\"transport\":\"tcp\",", "")]
    [InlineData("\"status\":\"decrypted\"", "\"status\":\"opened\"")]
    [InlineData("\"reason\":null", "\"reason\":\"no_idea\"")]
    [InlineData("\"result\":\"established\"", "\"result\":\"done\"")]
    [InlineData("\"random\":\"", "\"random\":\"A")]
    [InlineData("\"findings\":[", "\"findings\":[1,")]
    [InlineData("\"type\":\"connection\"", "\"type\":\"session\"")]
    public void A_line_that_differs_is_refused(string written, string changed)
    {
        string line = File.ReadLines(CaptureCase.Of("rsa-aes128-gcm").FileNamed("expected.jsonl")).First();
        Assert.Null(Schema.Check(line, new HashSet<string>()));
        Assert.Contains(written, line, StringComparison.Ordinal);

        Assert.NotNull(Schema.Check(line.Replace(written, changed, StringComparison.Ordinal), new HashSet<string>()));
    }

    /// <summary>Each kind of key: one that fits, or not, and connections that need each of them.</summary>
    private static IEnumerable<string> Why()
    {
        string[] cases = ["rsa-aes128-gcm", "ecdhe-rsa-key", "psk-tls12", "application-secrets", "resumed-unseen", "static-dh-rsa"];
        return cases.Select(CaptureCase.Of)
            .SelectMany(of => InProcess.Run(of.Folder, ["why", "--quiet", "--format", "json", "--apart", of.Capture, .. of.Keys]).Lines);
    }

    private static Checked Check(IEnumerable<string> lines)
    {
        Checked result = new([], []);
        foreach (string line in lines)
        {
            if (Schema.Check(line, result.Seen) is string error) result.Errors.Add(error);
        }

        return result;
    }

    private static string[] Events(SegmentedCapture capture, KeyRing? keys = null)
    {
        ArrayBufferWriter<byte> output = new();
        using JsonEventSink sink = new(output, withHash: true, withData: true);
        capture.Dissect(capture.Segments, sink, keys);
        return Encoding.UTF8.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Events of streams of QUIC: data, gaps and ends.</summary>
    private static IEnumerable<string> OfStreams()
    {
        foreach (CaptureCase of in (CaptureCase[])[CaptureCase.Of("quic-lost-data"), CaptureCase.Of("quic-stream-reset")])
        {
            string[] arguments = ["live", "-i", "-", "--format", "json", "--events", "--hash", "-d", .. of.Keys];
            using PipedProgram program = new(of.Folder, arguments);
            program.Write(File.ReadAllBytes(of.Capture));
            foreach (string line in program.Close().Lines) yield return line;
        }
    }

    /// <summary>Rows of a scan: of a capture that can be read, one that is truncated, a file of another kind, and a missing one.</summary>
    private static string[] Scanned()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["other.pcap"], "not a capture");
        string[] captures = [CaptureCase.Of("rsa-aes128-gcm").Capture, CaptureCase.Of("cut-off").Capture, "other.pcap", "missing.pcap"];
        string key = CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key");
        return [.. ScannedRows.Of(folder.Path, "rows", captures, "--key", key, "--hash-captures")];
    }

    private static string[] ReadApart()
    {
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");
        return InProcess.Run(capture.Folder, "read", "--quiet", "--format", "json", "--apart", capture.Capture).Lines;
    }

    private static string[] ReadWithDetails()
    {
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");
        return InProcess.Read(capture, "--format", "json", "--details", "--policy", "mozilla-modern").Lines;
    }

    /// <summary>Chains that are checked against an authority: trusted ones, others, and one that cannot be read.</summary>
    private static IEnumerable<string> Judged()
    {
        string root = CaptureCase.Of("judged-trust").FileNamed("root.pem");
        FindingOptions options = new() { Authorities = new TrustedAuthorities().AddFile(root) };
        return [.. JudgedCapture.Read("judged-trust", options).Lines, .. JudgedCapture.Read(WithBrokenCertificate(), options).Lines];
    }

    private static string[] Counted()
    {
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");
        return InProcess.Run(capture.Folder, ["stats", "--quiet", "--format", "json", .. capture.Arguments]).Lines;
    }

    /// <summary>A server's certificate that is not DER: no TLS software sends one.</summary>
    private static SegmentedCapture WithBrokenCertificate()
    {
        SegmentedCapture capture = SegmentedCapture.Read("rsa-aes128-gcm");
        foreach (SegmentedCapture.Segment segment in capture.Segments)
        {
            // A certificate and its TBSCertificate are sequences with two bytes of length each.
            for (int i = 0; i + 5 < segment.Payload.Length; i++)
            {
                if (segment.Payload.AsSpan(i) is not [0x30, 0x82, _, _, 0x30, 0x82, ..]) continue;
                segment.Payload[i] = 0;
                return capture;
            }
        }

        throw new InvalidOperationException("no certificate was found");
    }

    /// <summary>An enum's names are the values of a list in the schema.</summary>
    private static void Same<T>(Func<T, string?> name, string definition, string? property = null) where T : struct, Enum
    {
        IEnumerable<string> names = Enum.GetValues<T>().Select(name).OfType<string>().Distinct();
        Assert.Equal(names.Order(StringComparer.Ordinal), Schema.ValuesOf(definition, property).Order(StringComparer.Ordinal));
    }

    /// <summary>A property's own description, or that of the definition that it refers to.</summary>
    private static string? Description(JsonNode property)
    {
        if (property["description"] is JsonNode own) return (string?)own;
        string definition = ((string)property["$ref"]!)["#/$defs/".Length..];
        return (string?)Schema.Root["$defs"]![definition]!["description"];
    }

    private static int Count(string text) => Page("json.schema.json").Split(text).Length - 1;

    private static string Page(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    /// <summary>Errors of lines, and the properties in the valid ones.</summary>
    private sealed record Checked(List<string> Errors, HashSet<string> Seen);
}
