using System.Collections.Immutable;
using System.Text.Json;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Json;

/// <summary>Writes hellos as JSON: all in order, with suites and extensions as on the wire, including GREASE.</summary>
internal static class JsonHelloWriter
{
    public static void WriteClientHellos(Utf8JsonWriter json, ConnectionSummary connection)
    {
        json.WriteStartArray("client_hellos"u8);
        foreach (ClientHello hello in connection.ClientHelloList) Write(json, hello, connection.Transport);
        json.WriteEndArray();
    }

    /// <summary>Writes one hello as an object.</summary>
    public static void Write(Utf8JsonWriter json, ClientHello hello, TransportKind transport)
    {
        json.WriteStartObject();
        json.WriteNumber("legacy_version"u8, (ushort)hello.LegacyVersion);
        WriteRandom(json, hello.Random);
        JsonText.WriteHex(json, "session_id"u8, hello.SessionId.Span);
        WriteNumbers(json, "cipher_suites"u8, hello.CipherSuites.Numbers());
        if (hello.IsSsl2Compatible) WriteCipherSpecs(json, hello.Ssl2CipherSpecs);
        json.WriteStartArray("compression_methods"u8);
        foreach (byte method in hello.CompressionMethods) json.WriteNumberValue(method);
        json.WriteEndArray();
        WriteExtensions(json, hello.Extensions);
        json.WriteString("server_name"u8, hello.ServerName);
        json.WriteStartArray("alpn"u8);
        foreach (string protocol in hello.Alpn) json.WriteStringValue(protocol);
        json.WriteEndArray();
        WriteNumbers(json, "supported_versions"u8, hello.SupportedVersions.Numbers());
        WriteNumbers(json, "supported_groups"u8, hello.SupportedGroups.Numbers());
        WriteNumbers(json, "signature_algorithms"u8, hello.SignatureAlgorithms.Numbers());
        json.WriteStartArray("key_share_groups"u8);
        foreach (KeyShare share in hello.KeyShares) json.WriteNumberValue((ushort)share.Group);
        json.WriteEndArray();
        if (hello.CertificateCompression.Length > 0)
            WriteNumbers(json, "certificate_compression"u8, hello.CertificateCompression.AsSpan());
        if (hello.EncryptedClientHello is EncryptedClientHello encrypted) Write(json, encrypted);
        json.WriteString("ja3"u8, hello.Ja3);
        json.WriteString("ja4"u8, transport == TransportKind.Quic ? hello.QuicJa4 : hello.Ja4);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EncryptedClientHello hello)
    {
        json.WriteStartObject("encrypted_client_hello"u8);
        json.WriteString("type"u8, hello.IsInner ? "inner"u8 : "outer"u8);
        if (!hello.IsInner)
        {
            json.WriteNumber("config_id"u8, hello.ConfigId);
            json.WriteNumber("kdf_id"u8, hello.KdfId);
            json.WriteNumber("aead_id"u8, hello.AeadId);
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// Writes everything that an SSLv2 hello offers, in three bytes each. Those of later versions are in <c>cipher_suites</c> as well.
    /// </summary>
    private static void WriteCipherSpecs(Utf8JsonWriter json, ImmutableArray<int> specs)
    {
        json.WriteStartArray("ssl2_cipher_specs"u8);
        foreach (int spec in specs) json.WriteNumberValue(spec);
        json.WriteEndArray();
    }

    public static void WriteServerHellos(Utf8JsonWriter json, IReadOnlyList<ServerHello> hellos)
    {
        json.WriteStartArray("server_hellos"u8);
        foreach (ServerHello hello in hellos) Write(json, hello);
        json.WriteEndArray();
    }

    /// <summary>Writes one hello as an object.</summary>
    public static void Write(Utf8JsonWriter json, ServerHello hello)
    {
        json.WriteStartObject();
        json.WriteNumber("legacy_version"u8, (ushort)hello.LegacyVersion);
        WriteRandom(json, hello.Random);
        JsonText.WriteHex(json, "session_id"u8, hello.SessionId.Span);
        if (hello.HasCipherSuite) json.WriteNumber("cipher_suite"u8, (ushort)hello.CipherSuite);
        else json.WriteNull("cipher_suite"u8);
        if (hello.HasCompressionMethod) json.WriteNumber("compression_method"u8, hello.CompressionMethod);
        else json.WriteNull("compression_method"u8);
        WriteExtensions(json, hello.Extensions);
        if (hello.SelectedVersion is { } selected) json.WriteNumber("selected_version"u8, (ushort)selected);
        else json.WriteNull("selected_version"u8);
        json.WriteBoolean("hello_retry_request"u8, hello.IsHelloRetryRequest);
        json.WriteString("ja3s"u8, hello.Ja3s);
        json.WriteEndObject();
    }

    /// <summary>Writes the random, which a truncated or malformed hello may lack.</summary>
    private static void WriteRandom(Utf8JsonWriter json, ReadOnlyMemory<byte> random)
    {
        if (random.Length > 0) JsonText.WriteHex(json, "random"u8, random.Span);
        else json.WriteNull("random"u8);
    }

    private static void WriteExtensions(Utf8JsonWriter json, ImmutableArray<Extension> extensions)
    {
        json.WriteStartArray("extensions"u8);
        foreach (Extension extension in extensions) json.WriteNumberValue((ushort)extension.Type);
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<ushort> numbers)
    {
        json.WriteStartArray(name);
        foreach (ushort number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
