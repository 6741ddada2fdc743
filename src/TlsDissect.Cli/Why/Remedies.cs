using TlsDissect.Protocol;

namespace TlsDissect.Cli.Why;

/// <summary>The remedies of a connection: the same as the sentence of <see cref="DecryptionReasons.Explain"/>, as data.</summary>
internal static class Remedies
{
    /// <summary>Those of a connection, the one to look for first in front; empty if it is decrypted, or nothing helps.</summary>
    public static IReadOnlyList<Remedy> Of(ConnectionSummary connection) => connection.Reason switch
    {
        DecryptionReason.NoKey or DecryptionReason.NotInKeyLog or DecryptionReason.KeyMismatch or DecryptionReason.ForwardSecrecy =>
            OfKeyExchange(connection),
        DecryptionReason.NotTried => connection.ClientHelloList.Count == 0 ? [Remedy.Limit, Remedy.Capture] : [Remedy.Limit],
        DecryptionReason.MissingClientHello => MayBeFoundByTrial(connection) ? [Remedy.Capture, Remedy.KeyLog] : [Remedy.Capture],
        DecryptionReason.MissingKeyExchange or DecryptionReason.ResumedFromUnseenSession =>
            connection.Version == ProtocolVersion.Ssl20 ? [Remedy.Capture] : [Remedy.Capture, Remedy.KeyLog],
        DecryptionReason.MissingServerHello or DecryptionReason.BadRecordMac or DecryptionReason.StreamGap => [Remedy.Capture],
        _ => [],
    };

    /// <summary>The value of <c>helps</c> in JSON.</summary>
    public static string JsonName(this Remedy remedy) => remedy switch
    {
        Remedy.KeyLog => "keylog",
        Remedy.ServerKey => "rsa_key",
        Remedy.StaticDhKey => "dh_key",
        Remedy.PreSharedKey => "psk",
        Remedy.ServerKeyAndPreSharedKey => "rsa_key_and_psk",
        Remedy.Capture => "capture",
        _ => "limit",
    };

    private static IReadOnlyList<Remedy> OfKeyExchange(ConnectionSummary connection)
    {
        if (connection.Version == ProtocolVersion.Ssl20) return [Remedy.ServerKey];
        // psk_ke (RFC 8446 §4.2.9). A secret that was found shows that the pre-shared key is not the one that is missing.
        if (connection.Version.IsTls13())
            return connection is { ForwardSecrecy: false, Handshake: HandshakeKind.Resumed, Secret: null }
                ? [Remedy.PreSharedKey, Remedy.KeyLog]
                : [Remedy.KeyLog];
        return connection.CipherSuiteParts?.KeyExchange switch
        {
            KeyExchange.Rsa => [Remedy.ServerKey, Remedy.KeyLog],
            KeyExchange.Psk => [Remedy.PreSharedKey, Remedy.KeyLog],
            KeyExchange.RsaPsk => [Remedy.ServerKeyAndPreSharedKey, Remedy.KeyLog],
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when connection.ForwardSecrecy == false =>
                [Remedy.StaticDhKey, Remedy.KeyLog],
            _ => [Remedy.KeyLog],
        };
    }

    /// <summary>Whether every secret of a key log is tried although the ClientHello is missing.</summary>
    private static bool MayBeFoundByTrial(ConnectionSummary connection) =>
        connection.TrialClientRandom.IsEmpty && !connection.ClientHelloList.Exists(hello => hello.IsPartial) &&
        connection.Version != ProtocolVersion.Ssl20 && (connection.ServerHelloList.Count > 0 || connection.CipherSuite is null);
}
