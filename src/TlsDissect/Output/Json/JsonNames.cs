using System.Text.Json;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Json;

/// <summary>JSON names of enum values.</summary>
internal static class JsonNames
{
    internal static string Of(Sender sender) => sender.Name();

    internal static string Of(TransportKind transport) => transport switch
    {
        TransportKind.Tcp => "tcp",
        TransportKind.Udp => "udp",
        _ => "quic",
    };

    internal static string Of(OutcomeResult result) => result switch
    {
        OutcomeResult.Established => "established",
        OutcomeResult.Refused => "refused",
        OutcomeResult.Aborted => "aborted",
        OutcomeResult.NotSeen => "not_seen",
        _ => "unknown",
    };

    internal static string Of(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Info => "info",
        FindingSeverity.Low => "low",
        FindingSeverity.Medium => "medium",
        FindingSeverity.High => "high",
        _ => "critical",
    };

    internal static string Of(ChainVerdict verdict) => verdict switch
    {
        ChainVerdict.NotChecked => "not_checked",
        ChainVerdict.Trusted => "trusted",
        ChainVerdict.Untrusted => "untrusted",
        _ => "not_judged",
    };

    internal static string Of(RevocationStatus status) => status switch
    {
        RevocationStatus.Good => "good",
        RevocationStatus.Revoked => "revoked",
        _ => "unknown",
    };

    internal static string Of(HandshakeKind kind) => kind switch
    {
        HandshakeKind.Full => "full",
        HandshakeKind.Resumed => "resumed",
        _ => "incomplete",
    };

    /// <summary>The value of <c>decryption.status</c>.</summary>
    public static string Of(DecryptionStatus status) => status switch
    {
        DecryptionStatus.Decrypted => "decrypted",
        DecryptionStatus.Partial => "partial",
        DecryptionStatus.NotNeeded => "not_needed",
        _ => "none",
    };

    internal static string Of(Carrier carrier) => carrier switch
    {
        Carrier.Tds => "tds",
        Carrier.Tpkt => "tpkt",
        _ => "openvpn",
    };

    internal static string Of(ApplicationProtocolSource source) => source switch
    {
        ApplicationProtocolSource.Alpn => "alpn",
        ApplicationProtocolSource.Data => "data",
        _ => "starttls",
    };

    internal static string Of(SecretSource secret) => secret switch
    {
        SecretSource.RsaKey => "rsa_key",
        SecretSource.StaticDhKey => "dh_key",
        SecretSource.KeyLog => "keylog",
        SecretSource.SecretsBlock => "secrets_block",
        SecretSource.F5Trailer => "f5_trailer",
        SecretSource.PreSharedKey => "psk",
        _ => "resumed",
    };

    /// <summary>Writes a suite's parts as properties of the open object; all <c>null</c> if it is not registered.</summary>
    public static void WriteParts(Utf8JsonWriter json, CipherSuite? suite)
    {
        json.WriteString("protocol"u8, suite?.Protocol());
        json.WriteString("key_exchange"u8, suite?.KeyExchange.DisplayName());
        json.WriteString("authentication"u8, suite?.Authentication.DisplayName());
        json.WriteString("cipher"u8, suite?.Cipher.DisplayName());
        json.WriteString("mode"u8, suite?.Mode.DisplayName());
        json.WriteString("mac"u8, suite?.Mac.DisplayName());
        json.WriteString("hash"u8, suite?.Hash.DisplayName());
    }
}
