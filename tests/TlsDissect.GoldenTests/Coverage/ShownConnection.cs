using System.Text.Json.Nodes;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>A connection of an expected.jsonl, asked for what it shows.</summary>
internal sealed class ShownConnection(JsonNode json)
{
    public string Version => (string?)json["version"] ?? "";

    public bool IsTls13 => Version.StartsWith("TLS 1.3", StringComparison.Ordinal);

    public int? Suite => (int?)json["cipher_suite"]?["id"];

    public string SuiteName => (string?)json["cipher_suite"]?["name"] ?? "";

    public bool IsCbc => (string?)json["cipher_suite"]?["mode"] == "CBC";

    public string Status => (string)json["decryption"]!["status"]!;

    public string? CarriedBy => (string?)json["carried_by"];

    /// <summary>The protocol that led to TLS.</summary>
    public string? StartTls => (string?)json["starttls"]?["protocol"];

    /// <summary>The server that a proxy was asked for.</summary>
    /// <summary>The protocols that led to TLS, one through the other.</summary>
    public IEnumerable<string> Protocols =>
        (json["starttls"]?["through"]?.AsArray().Select(p => (string)p!) ?? []).Concat(StartTls is string last ? [last] : []);

    public string? Target => (string?)json["starttls"]?["target"];

    /// <summary>A header of the PROXY protocol names the client.</summary>
    public bool HasProxyHeader => json["starttls"]?["client"] is not null;

    public string? Secret => (string?)json["decryption"]!["secret"];

    /// <summary>Whether the server accepted the inner ClientHello; <c>null</c> if unknown or without one.</summary>
    public bool? IsEchAccepted => (bool?)json["encrypted_client_hello"]?["accepted"];

    public bool IsEchDecrypted => (bool?)json["encrypted_client_hello"]?["decrypted"] == true;

    public bool IsFurtherSession => json["previous"] is not null;

    public string? Reason => (string?)json["decryption"]!["reason"];

    public bool IsResumed => (string?)json["handshake"] == "resumed";

    public string? Alpn => (string?)json["alpn"];

    public bool IsMalformed => json["messages"]!.AsArray().Any(message => message!["malformed"] is not null);

    /// <summary>The application protocol that the first plaintext bytes named.</summary>
    public string? NamedByData =>
        (string?)json["application_protocol"]?["by"] == "data" ? (string?)json["application_protocol"]!["name"] : null;

    public long Skipped => (long)json["tcp"]!["skipped_bytes"]!;

    public bool HasGaps => (long)json["tcp"]!["gaps"]! > 0;

    /// <summary>Opened from its first to its last record, with nothing taken on trust.</summary>
    public bool IsProved =>
        Status is "decrypted" or "not_needed" && json["decryption"]!["finished_verified"] is JsonNode f && (bool?)f["client"] == true &&
            (bool?)f["server"] == true;

    public bool IsMutual =>
        (bool?)json["mutual_authentication"] == true && Authenticated("client") == true && Authenticated("server") == true;

    public int Certificates(string side) => json["certificates"]![side]!.AsArray().Count;

    public bool HasRawPublicKey(string side) =>
        json["certificates"]![side]!.AsArray() is [JsonNode own, ..] && (bool?)own["raw_public_key"] == true;

    /// <summary>The judgement on the server's certificates has a member.</summary>
    public bool HasJudged(string member) => json["certificates"]!["judgement"]?["server"]?[member] is not null;

    public bool IsFoundAboveInfo => json["findings"]!.AsArray().Any(finding => (string)finding!["severity"]! != "info");

    public bool? Authenticated(string side) => (bool?)json["authentication"]?[side]?["authenticated"];

    public bool IsDelegated(string side) => (bool?)json["authentication"]?[side]?["delegated_credential"] == true;

    public string? Scheme(string side) => (string?)json["authentication"]?[side]?["scheme"];

    /// <summary>An extension is in one of the client's hellos.</summary>
    public bool Offers(int extension) => Has("client_hellos", extension);

    /// <summary>No hello of the client's has an extension.</summary>
    public bool OffersNothing => json["client_hellos"]!.AsArray().All(hello => hello!["extensions"]!.AsArray().Count == 0);

    /// <summary>An extension is in one of the server's hellos.</summary>
    public bool Accepts(int extension) => Has("server_hellos", extension);

    public bool OffersKeyShareAlone(int group) =>
        json["client_hellos"]!.AsArray().All(hello => hello!["key_share_groups"]!.AsArray() is [JsonNode only] && (int)only == group);

    public int Compression => json["server_hellos"]!.AsArray() is [JsonNode hello, ..] ? (int)hello["compression_method"]! : 0;

    /// <summary>How often a side sent a message.</summary>
    public int Count(string from, string message, bool? isProtected = null) => json["messages"]!.AsArray().Count(m =>
        (string)m!["from"]! == from && (string)m["message"]! == message && (isProtected is null || (bool)m["protected"]! == isProtected));

    public long Records(string side) => (long)json["application_data"]![side]!["records"]!;

    public long Bytes(string side) => (long?)json["application_data"]![side]!["bytes"] ?? 0;

    public long Ciphertext(string side) => (long)json["application_data"]![side]!["ciphertext_bytes"]!;

    private bool Has(string hellos, int extension) =>
        json[hellos]!.AsArray().Any(hello => hello!["extensions"]!.AsArray().Any(e => (int)e! == extension));
}
