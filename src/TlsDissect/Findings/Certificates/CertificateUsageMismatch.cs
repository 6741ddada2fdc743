using System.Collections.Immutable;
using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate does not allow what the handshake used it for.</summary>
internal sealed class CertificateUsageMismatch() : CertificateRule("certificate_usage_mismatch", FindingSeverity.Medium)
{
    private const string Any = "2.5.29.37.0";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Server Gated Cryptography of Microsoft and of Netscape, which OpenSSL takes for serverAuth as well.</summary>
    private static readonly string[] ServerGated = ["1.3.6.1.4.1.311.10.3.3", "2.16.840.1.113730.4.1"];

    public override string Why => "Its issuer meant the certificate for something else. Strict clients and servers refuse it.";

    public override string Advice =>
        "Issue a certificate with extended key usage serverAuth or clientAuth, and key usage digitalSignature (keyEncipherment for RSA " +
        "key exchange).";

    public override string Reference => "RFC 5280 §4.2.1.3 and §4.2.1.12, RFC 8446 §4.4.2.2";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        CertificateTraits own = side.Chain.Own;
        bool isServer = side.Chain.Side == Sender.Server;
        if (own.Purposes is ImmutableArray<string> purposes && !Allows(purposes, isServer))
        {
            Found(judgement, side,
                $"{NameOf(side, 0)} is not for {(isServer ? "servers" : "clients")}: extended key usage {Names(purposes)}");
        }
        else if (side.Result.Problems.Contains("usage"))
        {
            string purpose = isServer ? "servers" : "clients";
            Found(judgement, side, $"an authority of the {side.Owner}'s certificate may not issue certificates for {purpose}");
        }

        if (own.Usage is KeyUsages usage && Needed(judgement.Connection, isServer) is var (bit, name) && (usage & bit) == 0)
            Found(judgement, side, $"{NameOf(side, 0)} was used for {name}, which its key usage does not allow");
    }

    private static bool Allows(ImmutableArray<string> purposes, bool isServer) =>
        purposes.Contains(Any) || purposes.Contains(isServer ? ServerAuthentication : ClientAuthentication) ||
        (isServer && purposes.Any(ServerGated.Contains));

    /// <summary>The bit of keyUsage that the handshake needs; <c>null</c> if it is not known.</summary>
    private static (KeyUsages Bit, string Name)? Needed(ConnectionSummary connection, bool isServer)
    {
        (KeyUsages, string) signature = (KeyUsages.DigitalSignature, "signatures (digitalSignature)");
        if (connection.Version.IsTls13() || (!isServer && connection.ClientAuthentication.Scheme is not null)) return signature;
        if (!isServer || connection.CipherSuiteParts is not { } suite || suite.Authentication == Authentication.Anonymous) return null;
        return suite.KeyExchange switch
        {
            KeyExchange.Rsa or KeyExchange.RsaPsk => (KeyUsages.KeyEncipherment, "RSA key exchange (keyEncipherment)"),
            KeyExchange.Dhe or KeyExchange.Ecdhe => signature,
            KeyExchange.Dh or KeyExchange.Ecdh => (KeyUsages.KeyAgreement, "static Diffie-Hellman (keyAgreement)"),
            _ => null,
        };
    }

    private static string Names(ImmutableArray<string> purposes) =>
        purposes.IsEmpty ? "nothing" : ShortList.Whole([.. purposes.Select(NameOf)]);

    private static string NameOf(string purpose) => purpose switch
    {
        ServerAuthentication => "serverAuth",
        ClientAuthentication => "clientAuth",
        "1.3.6.1.5.5.7.3.3" => "codeSigning",
        "1.3.6.1.5.5.7.3.4" => "emailProtection",
        "1.3.6.1.5.5.7.3.8" => "timeStamping",
        "1.3.6.1.5.5.7.3.9" => "OCSPSigning",
        _ => purpose,
    };
}
