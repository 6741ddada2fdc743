using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>How the keys of TLS 1.3 are made (RFC 8446 §7.1, §7.3), as far as they are known: a key log has the traffic secrets alone.</summary>
internal static class TrafficSecretNumbers
{
    public static void AddEarly(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        list.AddSecret("early secret", "HKDF-Extract(0, pre-shared key)", known.Early);
        if (!facts.OffersEarlyData) return;
        Add(list, facts, known, "client early", KeyLogLabel.ClientEarlyTrafficSecret, "Derive-Secret(early secret, \"c e traffic\", ClientHello)");
    }

    public static void AddHandshake(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        if (!facts.IsResumption) list.Add("early secret", "= HKDF-Extract(0, 0): there is no pre-shared key");
        list.AddSecret("handshake secret", $"HKDF-Extract(Derive-Secret(early secret, \"derived\", \"\"), {(facts.HasKeyShare ? "shared secret" : "0")})", known.Handshake);
        const string Messages = "ClientHello...ServerHello";
        Add(list, facts, known, "client hs", KeyLogLabel.ClientHandshakeTrafficSecret, $"Derive-Secret(handshake secret, \"c hs traffic\", {Messages})");
        Add(list, facts, known, "server hs", KeyLogLabel.ServerHandshakeTrafficSecret, $"Derive-Secret(handshake secret, \"s hs traffic\", {Messages})");
    }

    public static void AddApplication(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        list.AddSecret("master secret", "HKDF-Extract(Derive-Secret(handshake secret, \"derived\", \"\"), 0)", known.Main);
        const string Messages = "ClientHello...server Finished";
        Add(list, facts, known, "client ap", KeyLogLabel.ClientTrafficSecret0, $"Derive-Secret(master secret, \"c ap traffic\", {Messages})");
        Add(list, facts, known, "server ap", KeyLogLabel.ServerTrafficSecret0, $"Derive-Secret(master secret, \"s ap traffic\", {Messages})");
    }

    /// <summary>A traffic secret, and the key and IV that follow from it.</summary>
    private static void Add(NumberList list, LessonFacts facts, SessionNumbers known, string name, KeyLogLabel label, string formula)
    {
        byte[]? secret = known.Of(label);
        list.AddSecret($"{name} traffic", formula, secret);
        // Early data may be under another suite than the one that the server chose.
        if (secret is null || label == KeyLogLabel.ClientEarlyTrafficSecret || facts.Suite is not CipherSuite suite) return;
        if (Tls13KeySchedule.TryDeriveKeys(facts.Version, suite, secret) is not DirectionKeys keys) return;
        list.Add($"{name} key, IV", $"= HKDF-Expand-Label({name} traffic, \"key\" and \"iv\", \"\")");
        list.AddKey("", keys.Key);
        list.AddKey("", keys.Iv);
    }
}
