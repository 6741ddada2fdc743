using System.Globalization;
using System.Text.Json;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Output;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>Text with <c>-v</c> has every value that JSON has, numbers of registries by name.</summary>
public sealed class VerboseTextLaw
{
    /// <summary>Values that text tells in another form.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["type"] = "a block is a connection",
        ["transport"] = "TCP is the only one",
        ["capture"] = "the command line names the captures",
        ["handshake"] = "text tells an external pre-shared key from a resumption",
        ["messages.time"] = "the ladder has the time since the connection's start",
        ["violations.time"] = "text has the packet",
        ["starttls.protocol"] = "by its usual name",
        ["starttls.through"] = "by their usual names",
        ["decryption.status"] = "yes, in part, no",
        ["decryption.found_by_trial.missing"] = "names of messages, in a sentence",
    };

    /// <summary>Fields of a hello that SSL 2.0 does not have; its random is a challenge, padded.</summary>
    private static readonly string[] NotInSsl2 = ["random", "compression_methods", "ja3", "ja4"];

    /// <summary>Words on the line of a number that may be small.</summary>
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["tcp.gaps"] = "gap",
        ["tcp.missing_bytes"] = "missing",
        ["tcp.truncated_packets"] = "captured truncated",
        ["tcp.truncated_bytes"] = "captured truncated",
        ["tcp.skipped_bytes"] = "skipped",
        ["tcp.out_of_order"] = "out of order",
        ["tcp.retransmitted"] = "retransmitted",
    };

    [Theory]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("ssl2-hello")]
    [InlineData("ssl2-rc4-128-md5")]
    [InlineData("tls12-rsa-null-sha256")]
    [InlineData("tls13-draft-26")]
    [InlineData("mutual-tls12")]
    [InlineData("mutual-tls13")]
    [InlineData("client-certificate-refused-tls13-no-key")]
    [InlineData("delegated-credential")]
    [InlineData("raw-public-key")]
    [InlineData("compressed-certificate-brotli")]
    [InlineData("ev-certificate")]
    [InlineData("browser")]
    [InlineData("ech-accepted")]
    [InlineData("ech-retry")]
    [InlineData("hello-retry-request")]
    [InlineData("renegotiation-other-suites")]
    [InlineData("resumed-by-ticket")]
    [InlineData("tls13-early-data-accepted")]
    [InlineData("tls13-psk-ke")]
    [InlineData("tls13-rsa-key")]
    [InlineData("refused")]
    [InlineData("wrong-key")]
    [InlineData("psk-tls12")]
    [InlineData("compressed-records-tls12")]
    [InlineData("lossy")]
    [InlineData("lost-hellos-tls13")]
    [InlineData("mid-stream")]
    [InlineData("injected-record")]
    [InlineData("damaged-header")]
    [InlineData("snapped-hello")]
    [InlineData("openvpn")]
    [InlineData("second-session")]
    [InlineData("rdp-xrdp")]
    [InlineData("proxy-v2")]
    [InlineData("socks5-http-connect")]
    public void It_has_all_that_JSON_has(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        string[] blocks = [.. InProcess.Read(of, "-v").Text.Split("\nConnection ").Select(block => $"\n{block}\n")];
        JsonElement[] objects = [.. InProcess.Read(of, "--format", "json").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("type").GetString() == "connection")];

        Assert.NotEmpty(objects);
        Assert.Equal(objects.Length, blocks.Length);
        foreach ((string block, JsonElement connection) in blocks.Zip(objects))
            Assert.Empty(Missing(block, connection, ""));
    }

    /// <summary>The values that a block lacks, each with its path.</summary>
    private static IEnumerable<string> Missing(string block, JsonElement value, string path) => value.ValueKind switch
    {
        _ when Exceptions.ContainsKey(path) => [],
        JsonValueKind.Object => value.EnumerateObject().Where(member => !IsSsl2(value) || !NotInSsl2.Contains(member.Name))
            .SelectMany(member => Missing(block, member.Value, path.Length > 0 ? $"{path}.{member.Name}" : member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(element => Missing(block, element, path)),
        JsonValueKind.String when !Forms(value.GetString()!).Any(form => block.Contains(form, StringComparison.OrdinalIgnoreCase)) =>
            [$"{path}: {value}"],
        // Exact seconds, as they are.
        JsonValueKind.Number when path.StartsWith("latency.", StringComparison.Ordinal) =>
            Has(block, value.GetRawText()) ? [] : [$"{path}: {value}"],
        JsonValueKind.Number when Labels.TryGetValue(path, out string? label) => block.Split('\n')
            .Any(line => line.Contains(label, StringComparison.Ordinal) && Has($"{line}\n", Number(path, value.GetInt64())))
            ? []
            : [$"{path}: {value}, on the line of {label}"],
        JsonValueKind.Number when !Has(block, Number(path, value.GetInt64())) => [$"{path}: {value}, as {Number(path, value.GetInt64())}"],
        // A yes or no is the form of a sentence.
        _ => [],
    };

    private static bool IsSsl2(JsonElement hello) =>
        hello.TryGetProperty("legacy_version", out JsonElement version) && version.GetInt32() == 2;

    /// <summary>A number is not a part of another one.</summary>
    private static bool Has(string block, string number)
    {
        for (int at = block.IndexOf(number, StringComparison.Ordinal); at >= 0; at =
            block.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            int end = at + number.Length;
            if (!char.IsAsciiLetterOrDigit(block[at - 1]) && !char.IsAsciiLetterOrDigit(block[end]) &&
                !(block[end] == ',' && char.IsAsciiDigit(block[end + 1]))) return true;
        }

        return false;
    }

    /// <summary>
    /// Text from the wire may be escaped or quoted, and our own words have blanks. The established version comes first, then the rest of
    /// the sentence.
    /// </summary>
    private static string[] Forms(string text) => text.Length == 0 ? [""] :
        [text, text.Replace("established: ", "", StringComparison.Ordinal), text.Replace('_', ' '), WireText.Escape(text),
            WireText.EscapeMessage(text), WireText.Name(text), WireText.DistinguishedName(text)];

    private static string Number(string path, long value) => path[(path.LastIndexOf('.') + 1)..] switch
    {
        "cipher_suites" or "cipher_suite" => CipherSuites.Name((CipherSuiteId)value),
        "ssl2_cipher_specs" when value <= ushort.MaxValue => CipherSuites.Name((CipherSuiteId)value),
        "ssl2_cipher_specs" => $"0x{value:x6}",
        "id" when path == "cipher_suite.id" => value > ushort.MaxValue ? $"0x{value:X6}" : $"0x{value:X4}",
        "id" when path == "key_exchange_group.id" => ((NamedGroup)value).RegisteredName(),
        "extensions" => ((ExtensionType)value).RegisteredName(),
        "supported_groups" or "key_share_groups" => ((NamedGroup)value).RegisteredName(),
        "certificate_compression" => ((CertificateCompressionAlgorithm)value).RegisteredName(),
        "kdf_id" => ((HpkeKdf)value).RegisteredName(),
        "aead_id" => ((HpkeAead)value).RegisteredName(),
        "signature_algorithms" => ((SignatureScheme)value).RegisteredName(),
        "supported_versions" when RegisteredNames.Unregistered((ushort)value).StartsWith("GREASE", StringComparison.Ordinal) =>
            RegisteredNames.Unregistered((ushort)value),
        "legacy_version" or "selected_version" or "supported_versions" => ((ProtocolVersion)value).DisplayName(),
        "compression_method" or "compression_methods" => value switch { 0 => "null", 1 => "DEFLATE", _ => $"unknown ({value})" },
        "level" => value switch { 1 => "warning", 2 => "fatal", _ => $"level {value}" },
        "id" or "previous" or "packet" or "first_packet" or "last_packet" or "port" => value.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };
}
