using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// Who was authenticated, for a person, and what was verified for that: that a side holds a key. Whether its certificate is valid, trusted or of the right name is not
/// checked.
/// </summary>
internal static class AuthenticationText
{
    /// <summary>The value of the field.</summary>
    public static string Of(ConnectionSummary connection)
    {
        if (connection.CipherSuite is null) return connection.Outcome?.Result == OutcomeResult.Refused ? "neither side" : "not seen";
        string[] parts = [Who(connection), .. Proofs(connection), Caveat(connection)];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    /// <summary>Whether a proof is wrong, or a Finished refutes all.</summary>
    public static bool IsBad(ConnectionSummary connection) => connection.ServerAuthentication.IsRefuted || connection.ClientAuthentication.IsRefuted || IsUnfinished(connection);

    private static bool IsUnfinished(ConnectionSummary connection) => connection.ServerFinishedVerified == false || connection.ClientFinishedVerified == false;

    private static string Who(ConnectionSummary connection)
    {
        (bool server, bool client) = (connection.ServerCertificates.Length > 0, connection.ClientCertificates.Length > 0);
        string proof = IsRaw(connection.ServerCertificates) ? "a raw public key" : "a certificate";
        return connection switch
        {
            _ when IsUnfinished(connection) => "neither side: a Finished does not verify, so its sender saw other handshake messages than the capture has",
            _ when AreBothByCertificate(connection) || IsServerOnly(connection) => "",
            { MutualAuthentication: true } when IsRaw(connection.ServerCertificates) || IsRaw(connection.ClientCertificates) => "server and client, by certificate or raw public key (mutual TLS)",
            { MutualAuthentication: true } => "server and client, both with certificates (mutual TLS)",
            _ when server && client => "server and client showed certificates",
            { MutualAuthentication: null } when server => $"the server showed {proof}; the client's part is encrypted",
            _ when server => $"only the server showed {proof}",
            _ when AreBothProved(connection) => "",
            { Handshake: HandshakeKind.Resumed } => "by the secret of the earlier session",
            { CipherSuiteParts.Authentication: Authentication.Anonymous } => "neither side: the suite is anonymous",
            { CipherSuiteParts.Authentication: Authentication.Psk } => "by the pre-shared key",
            _ when connection.Version.IsTls13() => "not visible: encrypted in TLS 1.3",
            _ => "not seen",
        };
    }

    private static bool IsRaw(IReadOnlyList<CertificateDetails> chain) => chain.Count > 0 && chain[0].IsRawPublicKey;

    private static string[] Proofs(ConnectionSummary connection)
    {
        PeerAuthentication server = connection.ServerAuthentication;
        if (AreBothProved(connection)) return [$"both proved that they know the {SharedSecret(server)} ({server.Scheme})"];
        if (AreBothByCertificate(connection)) return [$"server and client proved possession of their certificates' keys (mutual TLS; {Scheme(server)}, {Scheme(connection.ClientAuthentication)})"];
        if (IsServerOnly(connection)) return [$"only the {Proof(connection, Sender.Server, server)}"];
        return [Proof(connection, Sender.Server, server), Proof(connection, Sender.Client, connection.ClientAuthentication)];
    }

    /// <summary>Whether both proved that they know the same secret.</summary>
    private static bool AreBothProved(ConnectionSummary connection) =>
        connection.ServerAuthentication is { Authenticated: true } server && server == connection.ClientAuthentication && SharedSecret(server) is not null;

    /// <summary>Mutual TLS where both proved that they hold the key of a certificate.</summary>
    private static bool AreBothByCertificate(ConnectionSummary connection) => connection.MutualAuthentication == true && !IsUnfinished(connection) &&
        IsByCertificate(connection.ServerAuthentication, connection.ServerCertificates) && IsByCertificate(connection.ClientAuthentication, connection.ClientCertificates);

    /// <summary>Whether the server proved that it holds the key that it showed, and the client showed none.</summary>
    private static bool IsServerOnly(ConnectionSummary connection) => connection is { MutualAuthentication: false, ClientCertificates.Length: 0, ClientAuthentication.Scheme: null } &&
        !IsUnfinished(connection) && connection.ServerCertificates.Length > 0 && IsByKey(connection.ServerAuthentication);

    private static string Scheme(in PeerAuthentication proof) => proof.IsDelegated ? $"{proof.Scheme} with a delegated credential" : proof.Scheme!;

    private static string Proof(ConnectionSummary connection, Sender side, in PeerAuthentication proof)
    {
        if (proof.Scheme is null) return "";
        (string name, string other) = side == Sender.Client ? ("client", "server") : ("server", "client");
        string scheme = Scheme(proof);
        bool isRaw = IsRaw(side == Sender.Client ? connection.ClientCertificates : connection.ServerCertificates);
        return proof switch
        {
            { IsRefused: true } => $"the {other} refused the {name} ({scheme})",
            { IsUnfinished: true } => "",
            { Authenticated: true } when SharedSecret(proof) is string secret => $"{name} proved that it knows the {secret} ({scheme})",
            { Authenticated: true } => $"{name} proved possession of its {(isRaw ? "raw public key's private key" : "certificate's key")} ({scheme})",
            { Authenticated: false } when IsByFinished(proof) => "",
            { Authenticated: false } => $"{name} NOT authenticated: its signature does not verify ({scheme})",
            _ => $"{name} could not be checked ({scheme})",
        };
    }

    /// <summary>A proof that is the Finished itself.</summary>
    private static bool IsByFinished(in PeerAuthentication proof) => SharedSecret(proof) is not null || proof.Scheme is "rsa_key_exchange" or "dh_key_exchange" or "ecdh_key_exchange";

    private static string? SharedSecret(in PeerAuthentication proof) => proof.Scheme switch { "psk" => "pre-shared key", "resumption" => "earlier session's secret", _ => null };

    private static string Caveat(ConnectionSummary connection)
    {
        bool server = IsByCertificate(connection.ServerAuthentication, connection.ServerCertificates), client = IsByCertificate(connection.ClientAuthentication, connection.ClientCertificates);
        // Before TLS 1.3 the server's signature covers its key exchange, not its certificate (RFC 5246 §7.4.3).
        bool isLoose = server && !connection.Version.IsTls13() && connection is { ServerFinishedVerified: null, ClientFinishedVerified: null };
        string loose = isLoose ? ", and may have been changed on its way (no Finished was verified)" : "";
        if (server && client) return $"the certificates themselves were not checked{loose}";
        return server || client ? $"the certificate itself was not checked{loose}" : "";
    }

    private static bool IsByCertificate(in PeerAuthentication proof, IReadOnlyList<CertificateDetails> chain) => IsByKey(proof) && chain.Count > 0 && !IsRaw(chain);

    private static bool IsByKey(in PeerAuthentication proof) => proof.Authenticated == true && SharedSecret(proof) is null;
}
