using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>The cases that show extensions, and what each of their messages has.</summary>
internal static class ExtensionCases
{
    /// <summary>Every registered extension in every message that may have it is in one of them, or in <see cref="NotSent"/>.</summary>
    public static readonly string[] Names =
    [
        "many-extensions-tls12", "many-extensions-tls13", "many-extensions-retry", "lost-packet-rc4", "rsa-aes128-gcm", "browser",
        "max-fragment-length", "truncated-hmac", "channel-id", "compressed-records-tls12", "tls12-srp-sha-aes-128-cbc-sha",
        "nss-post-handshake-authentication", "stateless-retry", "certificate-authorities", "heartbeat-allowed", "delegated-credential",
        "tls13-early-data-accepted", "hello-retry-request", "tls13-resumption", "alpn", "application-settings",
        "renegotiation-other-suites", "raw-public-key", "http2", "curl", "nss", "compressed-certificate-brotli",
        "encrypted-client-hello", "botan",
    ];

    private const string Dtls = "OpenSSL, GnuTLS, BoringSSL and NSS send use_srtp only over DTLS";

    private const string Tlmsp = "no stack to be had has TLMSP (ETSI TS 103 523-2)";

    private const string Drafts = "only drafts of TLS 1.3 up to 22 have it, which no stack to be had speaks";

    private const string Expired = "its draft expired, and no stack to be had has it";

    /// <summary>What no stack to be had here sends over TCP, with the reason. Tests of the library make the bytes from the form.</summary>
    public static readonly Dictionary<string, string> NotSent = new()
    {
        ["14 CH"] = Dtls,
        ["14 SH"] = Dtls,
        ["14 EE"] = Dtls,
        ["36 CH"] = Tlmsp,
        ["36 SH"] = Tlmsp,
        ["37 CH"] = Tlmsp,
        ["38 CH"] = Tlmsp,
        ["38 SH"] = Tlmsp,
        ["40 CH"] = Drafts,
        ["40 SH"] = Drafts,
        ["40 HRR"] = Drafts,
        ["50 CR"] = "OpenSSL, GnuTLS, NSS and Java send it only in a ClientHello",
        ["60 CH"] = Expired,
        ["60 SH"] = Expired,
        ["60 HRR"] = Expired,
    };

    /// <summary>Reads the messages of a case with their fields.</summary>
    public static JsonNode[] Messages(string name) =>
        [.. InProcess.Read(CaptureCase.Of(name), "--format", "json", "--details").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["type"] == "connection")
            .SelectMany(connection => connection["messages"]!.AsArray()).OfType<JsonNode>()];

    /// <summary>The short name of a message in the registry of extensions; <c>null</c> if it has none.</summary>
    public static string? ShortName(JsonNode message) => (string)message["message"]! switch
    {
        "client_hello" => "CH",
        "server_hello" => IsRetry((string?)message["fields"]?["random"]) ? "HRR" : "SH",
        "hello_retry_request" => "HRR",
        "encrypted_extensions" => "EE",
        "certificate" or "compressed_certificate" => "CT",
        "certificate_request" => "CR",
        "new_session_ticket" => "NST",
        _ => null,
    };

    /// <summary>The random of a HelloRetryRequest (RFC 8446 §4.1.3).</summary>
    private static bool IsRetry(string? random) => random?.StartsWith("cf21ad74e59a6111", StringComparison.Ordinal) == true;

    /// <summary>All extensions in the fields of a message.</summary>
    public static IEnumerable<JsonNode> Extensions(JsonNode? fields) => fields switch
    {
        JsonObject structure when structure.ContainsKey("extension_type") => [structure],
        JsonObject structure => structure.SelectMany(field => Extensions(field.Value)),
        JsonArray list => list.SelectMany(Extensions),
        _ => [],
    };

    public static int Number(JsonNode extension) => (int)extension["extension_type"]!["value"]!;

    /// <summary>Whether a field, or one in it, is malformed.</summary>
    public static bool IsMalformed(JsonNode? field) => field switch
    {
        JsonObject structure => structure.ContainsKey("malformed") || structure.Any(member => IsMalformed(member.Value)),
        JsonArray list => list.Any(IsMalformed),
        _ => false,
    };
}
