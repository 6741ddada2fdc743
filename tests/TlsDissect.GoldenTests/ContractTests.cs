using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>The JSON against the contract's own example: nothing left out, nothing renamed, nothing of another type.</summary>
public class ContractTests
{
    /// <summary>As the contract prints it. Where the example's array is empty, the element is written out here.</summary>
    private const string Example = """
        {"type":"connection","id":4,"transport":"tcp",
         "client":{"address":"192.0.2.1","port":46800},"server":{"address":"192.0.2.2","port":443},
         "first_packet":4,"last_packet":31,"start":"2026-01-05T10:00:00.123456Z","end":"2026-01-05T10:00:00.623456Z",
         "version":"TLS 1.2","server_name":"example.com","alpn":"http/1.1","application_protocol":{"name":"http/1.1","by":"alpn"},
         "cipher_suite":{"id":156,"name":"TLS_RSA_WITH_AES_128_GCM_SHA256","protocol":"TLS","key_exchange":"RSA","authentication":"RSA","cipher":"AES_128","mode":"GCM","mac":"AEAD","hash":"SHA256"},
         "handshake":"full","mutual_authentication":false,"forward_secrecy":false,
         "messages":[{"from":"client","message":"client_hello","packet":4,"time":"...","length":220,"protected":false}],
         "client_hellos":[{"legacy_version":771,"random":"..","session_id":"","cipher_suites":[49199,156],"compression_methods":[0],"extensions":[0,10,11],
           "server_name":"example.com","alpn":["http/1.1"],"supported_versions":[772],"supported_groups":[29,23],"signature_algorithms":[1027],"key_share_groups":[29],
           "ja3":"..","ja4":".."}],
         "server_hellos":[{"legacy_version":771,"random":"..","session_id":"..","cipher_suite":156,"compression_method":0,"extensions":[65281],"selected_version":772,"hello_retry_request":false,"ja3s":".."}],
         "certificates":{"server":[{"sha256":"..","subject":"CN=..","issuer":"CN=..","serial":"..","not_before":"..","not_after":"..","subject_alt_names":[".."],"public_key":"RSA 2048","signature_algorithm":".."}],
           "client":[{"sha256":"..","subject":"CN=..","issuer":"CN=..","serial":"..","not_before":"..","not_after":"..","subject_alt_names":[".."],"public_key":"RSA 2048","signature_algorithm":".."}]},
         "alerts":[{"from":"server","level":2,"description":40,"name":"handshake_failure","packet":9,"protected":false}],
         "decryption":{"status":"decrypted","secret":"rsa_key","key":"server.key","reason":"no_key","finished_verified":{"client":true,"server":true}},
         "application_data":{"client":{"records":1,"ciphertext_bytes":102,"bytes":78,"sha256":".."},"server":{"records":2,"ciphertext_bytes":1400,"bytes":1352,"sha256":".."}},
         "latency":{"tcp":0.012345,"server_hello":0.025,"handshake":0.05,"first_data":0.051},
         "tcp":{"gaps":0,"missing_bytes":0,"out_of_order":0,"retransmitted":0,"seen_start":true,"seen_end":true},
         "findings":[{"id":"no_forward_secrecy","severity":"medium","text":"..."}]}
        """;

    private static readonly string[] Reasons =
    [
        "no_key", "not_in_key_log", "key_mismatch", "forward_secrecy", "missing_client_hello", "missing_server_hello",
        "missing_key_exchange", "resumed_from_unseen_session",
        "unsupported_cipher_suite", "bad_record_mac", "stream_gap", "no_application_data", "unprotected_record", "skipped_bytes",
        "not_tried", "internal_error",
    ];

    public static TheoryData<string> All => [.. CaptureCase.Names()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_line_has_the_contracts_fields_in_its_types(string name)
    {
        foreach (JsonNode connection in Contract.Connections(InProcess.Read(CaptureCase.Of(name), "--format", "json", "--hash")))
            Compare("", JsonNode.Parse(Example)!, connection, []);
    }

    [Fact]
    public void Every_field_of_the_contract_has_a_value_somewhere()
    {
        HashSet<string> seen = [];
        foreach (string name in CaptureCase.Names())
        {
            foreach (string line in File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl")))
            {
                if (JsonNode.Parse(line) is JsonObject o && (string?)o["type"] == "connection")
                    Compare("", JsonNode.Parse(Example)!, o, seen);
            }
        }

        // Findings come with the part of the program that finds them.
        Assert.Empty(
            Paths("", JsonNode.Parse(Example)!).Where(path => !path.StartsWith(".findings[]", StringComparison.Ordinal)).Except(seen));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_mean_what_the_contract_says(string name)
    {
        JsonNode[] connections = Contract.Connections(InProcess.Read(CaptureCase.Of(name), "--format", "json", "--hash"));
        long last = 0;
        foreach (JsonNode c in connections)
        {
            Assert.Equal((long)c["first_packet"]!, (long)c["id"]!);
            Assert.InRange((long)c["last_packet"]!, Math.Max(last, (long)c["id"]!), long.MaxValue);
            last = (long)c["last_packet"]!;
            Assert.Contains((string?)c["handshake"], new[] { "full", "resumed", "incomplete" });
            string? status = (string?)c["decryption"]!["status"];
            Assert.Contains(status, new[] { "decrypted", "partial", "none", "not_needed" });
            Assert.Contains((string?)c["decryption"]!["secret"],
                new[] { null, "rsa_key", "dh_key", "keylog", "secrets_block", "f5_trailer", "psk", "resumed" });
            string? reason = (string?)c["decryption"]!["reason"];
            if (status is "decrypted" or "not_needed") Assert.Null(reason);
            else Assert.Contains(reason, Reasons);
            foreach (string side in new[] { "client", "server" })
            {
                JsonNode data = c["application_data"]![side]!;
                if (status == "none") Assert.Null(data["bytes"]);
                Assert.Equal(data["bytes"] is null, data["sha256"] is null);
            }

            long packet = 0;
            foreach (JsonNode? message in c["messages"]!.AsArray())
            {
                Assert.True((long)message!["packet"]! >= packet, "messages are in the order seen");
                packet = (long)message["packet"]!;
            }
        }
    }

    [Theory]
    [InlineData("rsa-aes128-gcm", 6)]
    [InlineData("nanoseconds", 9)]
    public void Times_have_the_captures_own_precision(string name, int digits)
    {
        JsonNode c = Assert.Single(Contract.Connections(InProcess.Read(CaptureCase.Of(name), "--format", "json")));
        string pattern = $@"^\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{{digits}}}Z$";

        Assert.All([c["start"], c["end"], .. c["messages"]!.AsArray().Select(m => m!["time"])],
            time => Assert.Matches(pattern, (string?)time));
    }

    [Fact]
    public void Without_hash_there_is_none() =>
        Assert.DoesNotContain("sha256\":null", InProcess.Read(CaptureCase.Of("no-key"), "--format", "json").Text, StringComparison.Ordinal);

    [Fact]
    public void A_captures_own_problem_is_a_line_of_its_own()
    {
        JsonNode warning = Assert.Single(Contract.Warnings(InProcess.Read(CaptureCase.Of("cut-off"), "--format", "json")));

        Assert.Equal(["type", "capture", "packet", "text"], warning.AsObject().Select(p => p.Key));
        Assert.Equal(("capture.pcap", 32L), ((string?)warning["capture"], (long)warning["packet"]!));
    }

    [Fact]
    public void Bytes_are_hex_in_lower_case()
    {
        Regex hex = new("^([0-9a-f][0-9a-f])*$");
        foreach (JsonNode c in Contract.Connections(InProcess.Read(CaptureCase.Of("mutual-tls13"), "--format", "json", "--hash")))
        {
            IEnumerable<string?> values =
                c["client_hellos"]!.AsArray().Concat(c["server_hellos"]!.AsArray())
                    .SelectMany(h => new[] { (string?)h!["random"], (string?)h["session_id"] })
                .Concat(c["certificates"]!["server"]!.AsArray().SelectMany(x => new[] { (string?)x!["sha256"], (string?)x["serial"] }));
            Assert.All(values, value => Assert.Matches(hex, value));
        }
    }

    /// <summary>Everything of the example is in the actual line; what is there only may be null.</summary>
    private static void Compare(string path, JsonNode example, JsonNode? actual, HashSet<string> seen)
    {
        if (actual is null) return;
        Assert.True(example.GetValueKind() == actual.GetValueKind() || (IsBoolean(example) && IsBoolean(actual)),
            $"{path}: {actual.ToJsonString()} where the contract has {example.ToJsonString()}");
        seen.Add(path);
        if (example is JsonObject fields)
        {
            foreach ((string name, JsonNode? value) in fields)
            {
                // DTLS has no TCP connection.
                if (path.Length == 0 && name == "tcp" && (string?)actual["transport"] != "tcp") continue;
                Assert.True(actual.AsObject().ContainsKey(name), $"{path}.{name} is missing");
                Compare($"{path}.{name}", value!, actual[name], seen);
            }
        }
        else if (example is JsonArray elements)
        {
            foreach (JsonNode? element in actual.AsArray())
            {
                Assert.NotNull(element);
                Compare($"{path}[]", elements[0]!, element, seen);
            }
        }
    }

    private static bool IsBoolean(JsonNode node) =>
        node.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False;

    private static IEnumerable<string> Paths(string path, JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => Paths($"{path}.{p.Key}", p.Value!)).Append(path),
        JsonArray a => Paths($"{path}[]", a[0]!).Append(path),
        _ => [path],
    };
}
