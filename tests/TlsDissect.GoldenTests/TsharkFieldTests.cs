using System.Globalization;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>The values that <c>--details</c> writes are those that tshark shows, in order.</summary>
public sealed class TsharkFieldTests
{
    /// <summary>tshark's name of a field, and ours; if that of the message is in front, only in that.</summary>
    private static readonly (string Theirs, string[] Ours)[] Fields =
    [
        ("tls.handshake.random", ["random"]),
        ("tls.handshake.session_id", ["session_id"]),
        ("tls.handshake.ciphersuite", ["cipher_suites", "cipher_suite"]),
        ("tls.handshake.extension.type", ["extension_type"]),
        ("tls.handshake.extensions_supported_group", ["named_group_list"]),
        ("tls.handshake.sig_hash_alg", ["supported_signature_algorithms", "server_key_exchange/algorithm", "certificate_verify/algorithm"]),
        ("tls.handshake.extensions_key_share_group", ["group"]),
        ("tls.handshake.extensions_key_share_key_exchange", ["key_exchange"]),
        ("tls.handshake.extensions_server_name", ["host_name"]),
        ("tls.handshake.extensions_alpn_str", ["protocol_name_list"]),
        ("tls.handshake.session_ticket_lifetime_hint", ["ticket_lifetime", "ticket_lifetime_hint"]),
        ("tls.handshake.session_ticket_age_add", ["ticket_age_add"]),
        ("tls.handshake.session_ticket_nonce", ["ticket_nonce"]),
        ("tls.handshake.session_ticket", ["ticket"]),
        ("tls.handshake.server_named_curve", ["namedcurve"]),
        ("tls.handshake.server_point", ["point"]),
        ("tls.handshake.client_point", ["ecdh_Yc"]),
        ("tls.handshake.p", ["dh_p"]),
        ("tls.handshake.g", ["dh_g"]),
        ("tls.handshake.ys", ["dh_Ys"]),
        ("tls.handshake.yc", ["dh_Yc"]),
        ("tls.handshake.sig", ["server_key_exchange/signature"]),
        ("tls.handshake.client_cert_vrfy.sig", ["certificate_verify/signature"]),
        ("tls.handshake.cert_type", ["certificate_types"]),
    ];

    [NeedsTheory("tshark")]
    [InlineData("mutual-tls13")]
    [InlineData("mutual-tls12")]
    [InlineData("browser")]
    [InlineData("tls12-dhe-rsa-aes-128-gcm-sha256")]
    [InlineData("tls12-ecdhe-ecdsa-aes-128-gcm-sha256")]
    [InlineData("resumed-by-ticket")]
    [InlineData("hello-retry-request")]
    public void Fields_are_what_tshark_has(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        string[] keys = of.Arguments[0] == "--keylog" ? ["-o", $"tls.keylog_file:{of.FileNamed(of.Arguments[1])}"] : [];
        JsonNode[] messages =
            [.. Contract.Connections(InProcess.Read(of, "--format", "json", "--details")).OrderBy(c => (long)c["id"]!)
                .SelectMany(connection => connection["messages"]!.AsArray()).OfType<JsonNode>().OrderBy(message => (long)message["packet"]!)
                .Where(message => keys.Length > 0 || !(bool)message["protected"]!)];
        string[] options = [.. Fields.SelectMany(field => new[] { "-e", field.Theirs })];

        RunResult theirs = OtherProcess.Tshark(["-r", of.Capture, .. keys, "-o", "tcp.reassemble_out_of_order:TRUE", "-Y", "tls.handshake",
            "-T", "fields", "-E", "separator=|", "-E", "aggregator=;", .. options]);
        string[][] rows = [.. theirs.Lines.Select(line => line.Split('|'))];

        Assert.NotEmpty(messages);
        for (int i = 0; i < Fields.Length; i++)
        {
            string[] expected = [.. rows.SelectMany(row => row[i].Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(Plain)];
            string[] found = [.. messages.SelectMany(message => Values(message["fields"], "", Of(message, Fields[i].Ours)))];
            Assert.True(expected.SequenceEqual(found),
                $"{Fields[i].Theirs}: {string.Join(' ', expected)}\n{string.Join('/', Fields[i].Ours)}: {string.Join(' ', found)}");
        }
    }

    /// <summary>The names for a message.</summary>
    private static string[] Of(JsonNode message, string[] names) =>
        [.. names.Select(name => name.Split('/')).Where(parts => parts.Length == 1 || parts[0] == (string?)message["message"])
            .Select(parts => parts[^1])];

    /// <summary>The values of fields with one of the names, as text.</summary>
    private static IEnumerable<string> Values(JsonNode? node, string name, string[] names) => node switch
    {
        JsonArray list => list.SelectMany(element => Values(element, name, names)),
        JsonObject when names.Contains(name) && node["text"] is JsonNode text => [(string)text!],
        JsonObject when names.Contains(name) && node["value"] is JsonNode number => [number.ToJsonString()],
        JsonObject structure => structure.SelectMany(member => Values(member.Value, member.Key, names)),
        JsonValue value when names.Contains(name) && value.ToString().Length > 0 => [value.ToString()],
        _ => [],
    };

    /// <summary>tshark writes numbers in hex or decimal, and bytes with or without colons.</summary>
    private static string Plain(string value) => value.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : value.Replace(":", "", StringComparison.Ordinal);
}
