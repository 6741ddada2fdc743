using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>Both sides compute the premaster secret, to TLS 1.2: it is never sent.</summary>
internal static class AgreementLessons
{
    private static readonly LessonStep PublicKeys = new("Key agreement: ephemeral public keys", CommonSteps.AtServerKeyExchange, static _ =>
        "The server makes a key pair for this session alone and sends the public key. The client will answer with one of its own.");

    private static readonly LessonStep PremasterAndKeys =
        new("Premaster secret and session keys", CommonSteps.AtClientKeyExchange, static facts =>
        "The client sends its ephemeral public key. " +
        "Both sides compute the same premaster secret, each from its own private key and the other's public key. " +
        (facts.HasExtendedMasterSecret
            ? "The session keys follow from it, both randoms and a hash of the handshake: the same keys on both sides."
            : "The session keys follow from it, the client random and the server random: the same keys on both sides."))
        {
            Happened = static facts => facts.HasKeys,
            Numbers = Numbers.Premaster | Numbers.SessionKeys,
        };

    private static readonly LessonStep Signature =
        new("Private key used: the server's signature", CommonSteps.AtServerKeyExchange, static _ =>
        "The server signs its ephemeral key with the certificate's private key. " +
        "That proves that it is the server named in the certificate. " +
        "The private key does not decrypt anything, now or later: forward secrecy.");

    /// <summary>(EC)DHE, signed with the certificate's key.</summary>
    public static readonly Lesson Ephemeral = new(NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHelloWithCertificate,
        CommonSteps.AuthenticationWith(
            "Authentication of the certificate", "The certificate holds the public key that verifies the server's signature."),
        PublicKeys,
        Signature,
        PremasterAndKeys,
        CommonSteps.ClientReady,
        CommonSteps.ServerReady,
        CommonSteps.Secured,
    ], "");

    /// <summary>Static (EC)DH: the server's half is the key of its certificate.</summary>
    public static readonly Lesson Static = new(NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHelloWithCertificate,
        CommonSteps.AuthenticationWith(
            "Authentication of the certificate", "The certificate holds the server's public key for the key agreement."),
        new LessonStep("Key agreement: the client's public key", CommonSteps.AtClientKeyExchange, static _ =>
            "The client sends a public key. From its private key and the certificate's public key it computes the premaster secret.")
        {
            Numbers = Numbers.Premaster,
        },
        TransportLessons.PrivateKeyUsed with
        {
            Text = static facts => "The server computes the same premaster secret with its certificate's private key. " +
                (facts.IsPrivateKeyGiven
                    ? $"Here the key that you provided ({WireText.Name(facts.Connection.Key ?? "")}) did the same."
                    : "Anyone who obtains that key later can do the same: no forward secrecy.") +
                $" {TransportLessons.ProofFollows}",
        },
        CommonSteps.SessionKeys,
        CommonSteps.ClientReady,
        CommonSteps.ServerReady,
        CommonSteps.Secured,
    ], "");

    /// <summary>Anonymous (EC)DH.</summary>
    public static readonly Lesson Anonymous = new(NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHello,
        PublicKeys with
        {
            Text = static _ => "The server sends an ephemeral public key, without a signature. Nothing proves who sent it: an attacker " +
                "in the middle could replace it.",
        },
        PremasterAndKeys,
        CommonSteps.ClientReady,
        CommonSteps.ServerReady,
        CommonSteps.SecuredWith(static facts => $"Symmetric cryptography ({CommonSteps.CipherOf(facts)}) carries the data, but neither " +
            "side knows who the other is."),
    ], "Neither side was authenticated: there was no certificate.");

    /// <summary>A password authenticates the agreement: SRP (RFC 5054), ECCPWD (RFC 8492), EC J-PAKE.</summary>
    public static readonly Lesson Password = new(NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHello,
        PublicKeys with
        {
            Name = "Password: the server's half of the key agreement",
            Text = static _ => "The server sends its half of a key agreement. Only someone who knows the user's password can complete it.",
        },
        PremasterAndKeys with
        {
            Text = static _ => "The client sends its half. Both sides compute the same premaster secret only if they know the same " +
                "password. The session keys follow from it and both randoms.",
        },
        CommonSteps.ClientReady,
        CommonSteps.ServerReady,
        CommonSteps.Secured,
    ], "The password authenticates both sides.");

    /// <summary>SRP with a certificate beside the password.</summary>
    public static readonly Lesson SignedPassword = Password with
    {
        Steps =
        [
            CommonSteps.ClientHello,
            CommonSteps.ServerHelloWithCertificate,
            Ephemeral.Steps[2],
            Password.Steps[2],
            Signature with
            {
                Text = static _ => "The server signs its half with the certificate's private key. " +
                    "That proves that it is the server named in the certificate.",
            },
            .. Password.Steps[3..],
        ],
    };

    /// <summary>A key exchange of which nothing more is known here, such as Kerberos (RFC 2712).</summary>
    public static readonly Lesson Other = new(NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHello,
        new LessonStep("Premaster secret", CommonSteps.AtClientKeyExchange, static _ => "The client sends its part of the key exchange. " +
            "Both sides now have the same premaster secret.")
        {
            Numbers = Numbers.Premaster,
        },
        CommonSteps.SessionKeys,
        CommonSteps.ClientReady,
        CommonSteps.ServerReady,
        CommonSteps.SecuredWith(static facts => $"From here on, symmetric cryptography ({CommonSteps.CipherOf(facts)}) carries the data " +
            "with the session keys."),
    ], "");

    /// <summary>The name of a suite's key exchange.</summary>
    public static string NameOf(LessonFacts facts) => $"{facts.Exchange?.DisplayName() ?? "unknown"} key exchange";
}
