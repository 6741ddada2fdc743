using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>The client makes the premaster secret and sends it encrypted: the nine steps that TLS is usually taught with.</summary>
internal static class TransportLessons
{
    /// <summary>Decrypting proves nothing to the client until the server's Finished, which only the holder of the key can make.</summary>
    public const string ProofFollows = "The server's Finished, in step 8, will prove that it has that key.";

    public static readonly LessonStep PrivateKeyUsed = new("Private key used", CommonSteps.AtClientKeyExchange, static facts =>
        $"The server decrypts the premaster secret with its private key. {AndHere(facts)} {ProofFollows}")
    {
        Happened = static facts => facts.ServerHasKeys || facts.IsPrivateKeyGiven,
    };

    /// <summary>RSA; also with a short RSA key made for export (RFC 2246 appendix D.1).</summary>
    public static readonly Lesson Rsa = new(AgreementLessons.NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHelloWithCertificate,
        CommonSteps.Authentication,
        new LessonStep("Premaster secret, encrypted with the public key", CommonSteps.AtClientKeyExchange, static _ =>
            "The client makes the premaster secret, 48 bytes, and sends it encrypted with the server's public key. Only the holder of " +
                "the private key can decrypt it.")
        {
            Numbers = Numbers.Premaster,
        },
        PrivateKeyUsed,
        CommonSteps.SessionKeys,
        CommonSteps.ClientReady,
        CommonSteps.ServerReady,
        CommonSteps.Secured,
    ], "");

    /// <summary>GOST: encrypted for the key of the certificate with a key agreed on for the purpose (RFC 9189 §8).</summary>
    public static readonly Lesson Gost = Rsa with
    {
        Steps = Replace(Rsa.Steps, 3, new LessonStep("Premaster secret, wrapped for the public " +
            "key", CommonSteps.AtClientKeyExchange, static _ =>
            "The client makes the premaster secret. It sends it wrapped with a key that only the server's private key can compute again.")
        {
            Numbers = Numbers.Premaster,
        }),
    };

    /// <summary>RFC 4279 §4: a secret encrypted as with RSA, and a pre-shared key.</summary>
    public static readonly Lesson RsaPsk = Rsa with
    {
        Steps = Replace(Replace(Rsa.Steps, 3, new LessonStep("Premaster secret: pre-shared key, and a secret encrypted with the public " +
            "key", CommonSteps.AtClientKeyExchange, static _ =>
            "The client names a pre-shared key and sends a fresh secret encrypted with the server's public key. The premaster secret is " +
                "made of both.")
        {
            Numbers = Numbers.Premaster,
        }), 4, PrivateKeyUsed with
        {
            Text = static facts => "The server decrypts the client's secret with its private key. " + (facts.IsPrivateKeyGiven
                ? AndHere(facts)
                : "Anyone who obtains both that key and the pre-shared key later can decrypt the session: no forward secrecy.") +
                $" {ProofFollows}",
        }),
    };

    /// <summary>SSL 2.0 (Hickman 1995 §2): the same nine steps, with its own words.</summary>
    public static readonly Lesson Ssl2 = new(static _ => "SSL 2.0 key exchange",
    [
        new LessonStep("Client hello and challenge", CommonSteps.AtClientHello, static _ =>
            "The client offers its cipher kinds. It adds a challenge: fresh bytes that do the work of a client random."),
        new LessonStep("Server hello, certificate and connection ID", CommonSteps.AtServerHello, static _ =>
            "The server sends its certificate and its cipher kinds. The connection ID does the work of a server random."),
        CommonSteps.Authentication with { At = CommonSteps.AtServerHello },
        new LessonStep("Master key, encrypted with the public key", AtMasterKey, static _ =>
            "The client chooses the cipher kind and makes the master key. It sends the secret part of the key encrypted with the " +
                "server's public key."),
        PrivateKeyUsed with
        {
            At = AtMasterKey,
            Text = static facts => $"The server decrypts the master key with its private key. {AndHere(facts)}",
        },
        CommonSteps.SessionKeys with
        {
            At = AtMasterKey,
            Text = static _ => "Both sides compute the session keys from the master key, the challenge and the connection ID: the same " +
                "keys on both sides.",
            Numbers = Numbers.None,
        },
        CommonSteps.ClientReady with { Text = static _ => "The client returns the connection ID, encrypted with the session keys: it has " +
            "the same keys as the server." },
        CommonSteps.ServerReady with { Name = "Server ready (verify)", Text = static _ => "The server returns the challenge, encrypted " +
            "with the session keys: it has the same keys as the client." },
        CommonSteps.Secured,
    ], "");

    /// <summary>A lesson's steps with one of them replaced.</summary>
    public static LessonStep[] Replace(LessonStep[] steps, int index, LessonStep step) =>
        [.. steps[..index], step, .. steps[(index + 1)..]];

    private static int AtMasterKey(LessonFacts facts) => facts.At(Sender.Client, "client_master_key");

    private static string AndHere(LessonFacts facts) => facts.IsPrivateKeyGiven
        ? $"Here the key that you provided ({WireText.Name(facts.Connection.Key ?? "")}) did the same."
        : "Anyone who obtains that key later can decrypt the session: no forward secrecy.";
}
