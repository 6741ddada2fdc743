using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>Which sides were authenticated, and what proved it: possession of a key. Trust in certificates is told too.</summary>
internal static class AuthenticationText
{
    private const string OnlyServer = "only the server";
    private const byte FatalAlert = 2;

    /// <summary>The value of the field.</summary>
    public static string Of(ConnectionSummary connection)
    {
        if (!HandshakeText.IsAgreed(connection))
            return IsEndedBeforeServerHello(connection) ? "neither side" : "unknown: the capture has no server hello";
        string[] parts = [Who(connection), .. Proofs(connection), Caveat(connection)];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    /// <summary>Whether a proof is wrong, or a Finished refutes all.</summary>
    public static bool IsBad(ConnectionSummary connection) =>
        connection.ServerAuthentication.IsRefuted || connection.ClientAuthentication.IsRefuted || IsUnfinished(connection);

    private static bool IsEndedBeforeServerHello(ConnectionSummary connection) => connection switch
    {
        { Outcome.Result: OutcomeResult.Refused } => true,
        { Outcome.Result: OutcomeResult.Aborted, Tcp: { SeenEnd: true, Gaps: 0 }, ServerHelloList.Count: 0 } => true,
        _ => false,
    };

    private static bool IsUnfinished(ConnectionSummary connection) =>
        connection.ServerFinishedVerified == false || connection.ClientFinishedVerified == false;

    /// <summary>The known facts about both sides, if no proof says more.</summary>
    private static string Who(ConnectionSummary connection)
    {
        (bool server, bool client) = (connection.ServerCertificates.Length > 0, connection.ClientCertificates.Length > 0);
        string proof = IsRaw(connection.ServerCertificates) ? "a raw public key" : "a certificate";
        return connection switch
        {
            _ when IsUnfinished(connection) =>
                "neither side: a Finished does not verify; its sender saw other handshake messages than the capture has",
            _ when AreBothByCertificate(connection) || IsServerOnly(connection) || IsBySharedSecret(connection) ||
                IsByUncheckedSecret(connection) => "",
            _ when IsByPassword(connection) => connection is { ServerFinishedVerified: true, ClientFinishedVerified: true }
                ? "both sides: each proved knowledge of the password"
                : "not verified: by the password",
            { MutualAuthentication: true } when IsRaw(connection.ServerCertificates) || IsRaw(connection.ClientCertificates) =>
                "both sides, with certificates or raw public keys (mutual TLS)",
            { MutualAuthentication: true } => "both sides, with certificates (mutual TLS)",
            { ServerAuthentication.Authenticated: true, ClientAuthentication.Authenticated: true } => "both sides",
            _ when server && client => "both sides sent certificates",
            { MutualAuthentication: null } when server && Presence.IsMissing(connection, Sender.Client) =>
                $"the server sent {proof}; the client's side is not in the capture",
            { MutualAuthentication: null } when server && IsEndedByClient(connection) =>
                $"the server sent {proof}; the client ended the handshake",
            { MutualAuthentication: null } when server && !IsClientRead(connection) =>
                $"the server sent {proof}; the client's part is encrypted",
            _ when server => $"{OnlyServer} sent {proof}",
            { Handshake: HandshakeKind.Resumed } => $"both sides, by the {SecretOf(connection)}",
            { CipherSuiteParts.Authentication: Authentication.Anonymous } => "neither side: the cipher suite is anonymous",
            { CipherSuiteParts.Authentication: Authentication.Psk, Outcome.Result: OutcomeResult.Refused or OutcomeResult.Aborted } =>
                "neither side: the handshake with the pre-shared key failed",
            { CipherSuiteParts.Authentication: Authentication.Psk } => "both sides, by the pre-shared key",
            _ when connection.Version.IsTls13() && AreCertificatesHidden(connection) =>
                $"unknown: {(connection.Transport == TransportKind.Udp ? "DTLS" : "TLS")} 1.3 encrypts the certificates",
            _ when connection.Version.IsTls13() => "unknown: the server's certificate is not in the capture",
            _ => "unknown: no certificate was captured",
        };
    }

    /// <summary>Whether the client's messages could be read to their end.</summary>
    private static bool IsClientRead(ConnectionSummary connection) =>
        connection.MessageList.Exists(entry => entry is { Handshake: 0, From: Sender.Client, Message: Finished });

    /// <summary>Whether a fatal alert or an end of QUIC was read in place of the client's part of the handshake.</summary>
    private static bool IsEndedByClient(ConnectionSummary connection) =>
        connection.Outcome is { Result: OutcomeResult.Refused or OutcomeResult.Aborted, By: Sender.Client } && !IsClientRead(connection) &&
        (connection.Quic?.Close is { By: Sender.Client } || connection.AlertList.Exists(IsFatalOfClient));

    private static bool IsFatalOfClient(AlertEntry alert) => alert is { From: Sender.Client, Level: FatalAlert };

    /// <summary>Whether records of the server that may contain its certificate stay encrypted.</summary>
    private static bool AreCertificatesHidden(ConnectionSummary connection) =>
        connection.Status is not (DecryptionStatus.Decrypted or DecryptionStatus.Partial or DecryptionStatus.NotNeeded) ||
        connection.ServerEncryptedHandshake.Records > 0 ||
        connection.MessageList.Exists(entry => entry.From == Sender.Server && entry.Name == HandshakeNames.Encrypted);

    /// <summary>A password-authenticated key exchange. A resumed session has its own secret.</summary>
    private static bool IsByPassword(ConnectionSummary connection) => connection.Handshake != HandshakeKind.Resumed &&
        connection.CipherSuiteParts?.KeyExchange is KeyExchange.Srp or KeyExchange.Eccpwd or KeyExchange.Ecjpake;

    private static bool IsRaw(IReadOnlyList<CertificateDetails> chain) => chain.Count > 0 && chain[0].IsRawPublicKey;

    private static string[] Proofs(ConnectionSummary connection)
    {
        (PeerAuthentication server, PeerAuthentication client) = (connection.ServerAuthentication, connection.ClientAuthentication);
        if (IsBySharedSecret(connection)) return [$"both sides: each proved knowledge of the {SecretOf(connection)} ({server.Scheme})"];
        if (AreBothByCertificate(connection))
            return [$"both sides (mutual TLS): each proved possession of its certificate's key (server {Scheme(server)}, client " +
                $"{Scheme(client)})"];
        if (IsServerOnly(connection))
            return [$"only the server: it proved possession of its {KeyOf(connection.ServerCertificates)} ({Scheme(server)})"];
        if (IsByUncheckedSecret(connection)) return [$"not verified: by the {SecretOf(connection)} ({server.Scheme})"];
        return [Proof(connection, Sender.Server, server), Proof(connection, Sender.Client, client)];
    }

    /// <summary>Whether both sides proved that they know the same secret.</summary>
    private static bool IsBySharedSecret(ConnectionSummary connection) =>
        connection.ServerAuthentication is { Authenticated: true } server && server == connection.ClientAuthentication &&
            IsShared(server) && !IsUnfinished(connection);

    /// <summary>The same, but nothing verified it.</summary>
    private static bool IsByUncheckedSecret(ConnectionSummary connection) =>
        connection.ServerAuthentication == connection.ClientAuthentication && IsUnchecked(connection.ServerAuthentication) &&
            IsShared(connection.ServerAuthentication) && !IsUnfinished(connection);

    /// <summary>Mutual TLS where both sides proved possession of their certificates' keys.</summary>
    private static bool AreBothByCertificate(ConnectionSummary connection) =>
        connection.MutualAuthentication == true && !IsUnfinished(connection) &&
        IsByCertificate(connection.ServerAuthentication, connection.ServerCertificates) &&
        IsByCertificate(connection.ClientAuthentication, connection.ClientCertificates);

    /// <summary>Whether the server proved possession of the key that it sent, and the client sent none.</summary>
    private static bool IsServerOnly(ConnectionSummary connection) =>
        connection is { MutualAuthentication: false, ClientCertificates.Length: 0, ClientAuthentication.Scheme: null } &&
        !IsUnfinished(connection) && !IsByPassword(connection) && connection.ServerCertificates.Length > 0 &&
            IsByKey(connection.ServerAuthentication);

    private static string Scheme(in PeerAuthentication proof) =>
        proof.IsDelegated ? $"{proof.Scheme} with a delegated credential" : proof.Scheme!;

    private static string KeyOf(IReadOnlyList<CertificateDetails> chain) =>
        IsRaw(chain) ? "raw public key's private key" : "certificate's key";

    private static string Proof(ConnectionSummary connection, Sender side, in PeerAuthentication proof)
    {
        if (proof.Scheme is null) return "";
        (string name, string other) = side == Sender.Client ? ("client", "server") : ("server", "client");
        string scheme = Scheme(proof);
        return proof switch
        {
            { IsRefused: true } => $"the {other} refused the {name} ({scheme})",
            { IsUnfinished: true } => "",
            { Authenticated: true } when IsShared(proof) => $"the {name} proved knowledge of the {SecretOf(connection)} ({scheme})",
            { Authenticated: true } =>
                $"the {name} proved possession of its " +
                    $"{KeyOf(side == Sender.Client ? connection.ClientCertificates : connection.ServerCertificates)} ({scheme})",
            { Authenticated: false } when IsByFinished(proof) => "",
            { Authenticated: false } => $"the {name} is NOT authenticated: its signature does not verify ({scheme})",
            _ when Who(connection).StartsWith(OnlyServer, StringComparison.Ordinal) =>
                $"its proof could not be checked{WhyUnchecked(connection)} ({scheme})",
            _ => $"the {name}'s proof could not be checked{WhyUnchecked(connection)} ({scheme})",
        };
    }

    /// <summary>Signatures and Finished cover both hellos.</summary>
    private static string WhyUnchecked(ConnectionSummary connection) => connection switch
    {
        { ClientHelloList.Count: 0 } => ": the ClientHello is missing",
        { ServerHelloList.Count: 0 } => ": the ServerHello is missing",
        _ => "",
    };

    private static bool IsUnchecked(in PeerAuthentication proof) => proof is { Authenticated: null, Scheme: not null };

    /// <summary>A proof that is the Finished itself.</summary>
    private static bool IsByFinished(in PeerAuthentication proof) =>
        IsShared(proof) || proof.Scheme is "rsa_key_exchange" or "dh_key_exchange" or "ecdh_key_exchange";

    private static bool IsShared(in PeerAuthentication proof) => proof.Scheme is "psk" or "resumption";

    /// <summary>TLS 1.3 resumes a session with a pre-shared key.</summary>
    private static string SecretOf(ConnectionSummary connection) => HandshakeText.OriginOf(connection) switch
    {
        PreSharedKeyOrigin.Session => "earlier session's secret",
        PreSharedKeyOrigin.None when connection.Handshake == HandshakeKind.Resumed => "earlier session's secret",
        _ => "pre-shared key",
    };

    /// <summary>What the proofs do not say: whose the certificates are.</summary>
    private static string Caveat(ConnectionSummary connection)
    {
        string? server = IsByCertificate(connection.ServerAuthentication, connection.ServerCertificates)
                ? DoubtOf(connection.ServerJudgement, connection.ServerName)
                : null,
            client = IsByCertificate(connection.ClientAuthentication, connection.ClientCertificates)
                ? DoubtOf(connection.ClientJudgement, name: null)
                : null;
        // Before TLS 1.3 the server's signature covers its key exchange, not its certificate (RFC 5246 §7.4.3).
        bool isLoose = server is not null && !connection.Version.IsTls13() &&
            connection is { ServerFinishedVerified: null, ClientFinishedVerified: null };
        bool areBoth = IsByCertificate(connection.ServerAuthentication, connection.ServerCertificates) &&
            IsByCertificate(connection.ClientAuthentication, connection.ClientCertificates);
        string doubt = (server, client) switch
        {
            (null, null) => "",
            (null, _) => $"{(areBoth ? "client " : "")}certificate {client}",
            (_, null) => $"{(areBoth ? "server " : "")}certificate {server}",
            _ when server == client => $"certificates {server}",
            _ => $"server certificate {server}, client certificate {client}",
        };
        return isLoose ? $"{doubt}; it may have been altered in transit, as no Finished was verified" : doubt;
    }

    /// <summary>Why a certificate that proved a side may not be its own; <c>null</c> if its chain leads to a given authority.</summary>
    private static string? DoubtOf(CertificateJudgement? judgement, string? name) => judgement switch
    {
        { Ocsp: var statuses } when statuses.Any(one => one is { Status: RevocationStatus.Revoked, Verified: not false }) => "revoked",
        { Chain: ChainVerdict.Untrusted } => "not trusted",
        { NameMatches: false } when name is { Length: > 0 } => "for another name",
        { Chain: ChainVerdict.Trusted } => null,
        _ => "not validated",
    };

    private static bool IsByCertificate(in PeerAuthentication proof, IReadOnlyList<CertificateDetails> chain) =>
        IsByKey(proof) && chain.Count > 0 && !IsRaw(chain);

    private static bool IsByKey(in PeerAuthentication proof) => proof.Authenticated == true && !IsShared(proof);
}
