using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>Which sides were authenticated, and what proved it: possession of a key. Certificates are not validated.</summary>
internal static class AuthenticationText
{
    /// <summary>The value of the field.</summary>
    public static string Of(ConnectionSummary connection)
    {
        if (!HandshakeText.IsAgreed(connection))
            return connection.Outcome?.Result == OutcomeResult.Refused ? "neither side" : "unknown: the capture has no server hello";
        string[] parts = [Who(connection), .. Proofs(connection), Caveat(connection)];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    /// <summary>Whether a proof is wrong, or a Finished refutes all.</summary>
    public static bool IsBad(ConnectionSummary connection) =>
        connection.ServerAuthentication.IsRefuted || connection.ClientAuthentication.IsRefuted || IsUnfinished(connection);

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
            _ when AreBothByCertificate(connection) || IsServerOnly(connection) || IsBySharedSecret(connection) => "",
            { MutualAuthentication: true } when IsRaw(connection.ServerCertificates) || IsRaw(connection.ClientCertificates) =>
                "both sides, with certificates or raw public keys (mutual TLS)",
            { MutualAuthentication: true } => "both sides, with certificates (mutual TLS)",
            { ServerAuthentication.Authenticated: true, ClientAuthentication.Authenticated: true } => "both sides",
            _ when server && client => "both sides sent certificates",
            { MutualAuthentication: null } when server => $"the server sent {proof}; the client's part is encrypted",
            _ when server => $"only the server sent {proof}",
            { Handshake: HandshakeKind.Resumed } => $"both sides, by the {SecretOf(connection)}",
            { CipherSuiteParts.Authentication: Authentication.Anonymous } => "neither side: the cipher suite is anonymous",
            { CipherSuiteParts.Authentication: Authentication.Psk } => "both sides, by the pre-shared key",
            _ when connection.Version.IsTls13() => "unknown: TLS 1.3 encrypts the certificates",
            _ => "unknown: no certificate was captured",
        };
    }

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
        if (server == client && IsUnchecked(server) && IsShared(server)) return [$"not verified ({server.Scheme})"];
        return [Proof(connection, Sender.Server, server), Proof(connection, Sender.Client, client)];
    }

    /// <summary>Whether both sides proved that they know the same secret.</summary>
    private static bool IsBySharedSecret(ConnectionSummary connection) =>
        connection.ServerAuthentication is { Authenticated: true } server && server == connection.ClientAuthentication &&
            IsShared(server) && !IsUnfinished(connection);

    /// <summary>Mutual TLS where both sides proved possession of their certificates' keys.</summary>
    private static bool AreBothByCertificate(ConnectionSummary connection) =>
        connection.MutualAuthentication == true && !IsUnfinished(connection) &&
        IsByCertificate(connection.ServerAuthentication, connection.ServerCertificates) &&
        IsByCertificate(connection.ClientAuthentication, connection.ClientCertificates);

    /// <summary>Whether the server proved possession of the key that it sent, and the client sent none.</summary>
    private static bool IsServerOnly(ConnectionSummary connection) =>
        connection is { MutualAuthentication: false, ClientCertificates.Length: 0, ClientAuthentication.Scheme: null } &&
        !IsUnfinished(connection) && connection.ServerCertificates.Length > 0 && IsByKey(connection.ServerAuthentication);

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
            _ => $"the {name}'s proof could not be checked ({scheme})",
        };
    }

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

    private static string Caveat(ConnectionSummary connection)
    {
        bool server = IsByCertificate(connection.ServerAuthentication, connection.ServerCertificates),
            client = IsByCertificate(connection.ClientAuthentication, connection.ClientCertificates);
        if (!server && !client) return "";
        // Before TLS 1.3 the server's signature covers its key exchange, not its certificate (RFC 5246 §7.4.3).
        bool isLoose =
            server && !connection.Version.IsTls13() && connection is { ServerFinishedVerified: null, ClientFinishedVerified: null };
        return $"{(server && client ? "certificates" : "certificate")} not " +
            $"validated{(isLoose ? "; it may have been altered in transit, as no Finished was verified" : "")}";
    }

    private static bool IsByCertificate(in PeerAuthentication proof, IReadOnlyList<CertificateDetails> chain) =>
        IsByKey(proof) && chain.Count > 0 && !IsRaw(chain);

    private static bool IsByKey(in PeerAuthentication proof) => proof.Authenticated == true && !IsShared(proof);
}
