using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>
/// How the keys of TLS 1.3 are made (RFC 8446 §7.1, §7.3), and that of record numbers in DTLS (RFC 9147 §4.2.3), as far as they are
/// known: a key log has the traffic secrets alone.
/// </summary>
internal static class TrafficSecretNumbers
{
    private const string ToServerHello = "ClientHello...ServerHello";
    private const string ToServerFinished = "ClientHello...server Finished";

    private static readonly Row ClientEarly =
        new("client early", KeyLogLabel.ClientEarlyTrafficSecret, "early secret", "c e traffic", "ClientHello");

    private static readonly Row[] Handshake =
    [
        new("client hs", KeyLogLabel.ClientHandshakeTrafficSecret, "handshake secret", "c hs traffic", ToServerHello),
        new("server hs", KeyLogLabel.ServerHandshakeTrafficSecret, "handshake secret", "s hs traffic", ToServerHello),
    ];

    private static readonly Row[] Application =
    [
        new("client ap", KeyLogLabel.ClientTrafficSecret0, "master secret", "c ap traffic", ToServerFinished),
        new("server ap", KeyLogLabel.ServerTrafficSecret0, "master secret", "s ap traffic", ToServerFinished),
    ];

    public static void AddEarly(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        list.AddSecret("early secret", "HKDF-Extract(0, pre-shared key)", known.Early);
        if (facts.OffersEarlyData) Add(list, ClientEarly, known);
    }

    public static void AddHandshake(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        if (!facts.IsResumption) list.Add("early secret", "= HKDF-Extract(0, 0): there is no pre-shared key");
        string input = facts.HasKeyShare ? "shared secret" : "0";
        list.AddSecret("handshake secret", $"HKDF-Extract(Derive-Secret(early secret, \"derived\", \"\"), {input})", known.Handshake);
        foreach (Row row in Handshake) AddWithKeys(list, row, facts, known);
    }

    public static void AddApplication(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        list.AddSecret("master secret", "HKDF-Extract(Derive-Secret(handshake secret, \"derived\", \"\"), 0)", known.Main);
        foreach (Row row in Application) AddWithKeys(list, row, facts, known);
    }

    private static void Add(NumberList list, Row row, SessionNumbers known) =>
        list.AddSecret($"{row.Name} traffic", $"Derive-Secret({row.From}, \"{row.Label}\", {row.Messages})", known.Of(row.Secret));

    /// <summary>
    /// A traffic secret, and the key and IV that follow from it. Early data may be under another suite than the chosen one.
    /// </summary>
    private static void AddWithKeys(NumberList list, Row row, LessonFacts facts, SessionNumbers known)
    {
        Add(list, row, known);
        if (known.Of(row.Secret) is not byte[] secret || facts.Suite is not CipherSuite suite) return;
        if (facts.IsQuic)
        {
            AddQuicKeys(list, row, suite, secret, facts.Connection.Quic?.Version);
            return;
        }

        if (Tls13KeySchedule.TryDeriveKeys(facts.Version, suite, secret) is not DirectionKeys keys) return;
        list.Add($"{row.Name} key, IV", $"= HKDF-Expand-Label({row.Name} traffic, \"key\" and \"iv\", \"\")");
        list.AddKey("", keys.Key);
        list.AddKey("", keys.Iv);
        if (keys.NumberKey.Length == 0) return;
        list.Add($"{row.Name} sn_key", $"= HKDF-Expand-Label({row.Name} traffic, \"sn\", \"\")");
        list.AddKey("", keys.NumberKey);
    }

    /// <summary>The keys of QUIC have labels of their own, which differ between its versions (RFC 9001 §5.1, RFC 9369 §3.3.2).</summary>
    private static void AddQuicKeys(NumberList list, Row row, CipherSuite suite, byte[] secret, string? name)
    {
        if (QuicVersion.All.FirstOrDefault(one => one.Name == name) is not QuicVersion version) return;
        if (QuicKeySchedule.TryDeriveKeys(version, suite, secret) is not QuicKeys keys) return;
        string prefix = version.LabelPrefix;
        list.Add($"{row.Name} key, IV", $"= HKDF-Expand-Label({row.Name} traffic, \"{prefix}key\" and \"{prefix}iv\", \"\")");
        list.AddKey("", keys.Packet.Key);
        list.AddKey("", keys.Packet.Iv);
        list.Add($"{row.Name} hp", $"= HKDF-Expand-Label({row.Name} traffic, \"{prefix}hp\", \"\")");
        list.AddKey("", keys.HeaderKey);
    }

    /// <summary>A traffic secret.</summary>
    /// <param name="Name">Short, after its label.</param>
    /// <param name="Secret">Which it is.</param>
    /// <param name="From">The secret that it is derived from.</param>
    /// <param name="Label">The label in the derivation.</param>
    /// <param name="Messages">Whose hash goes into it.</param>
    private sealed record Row(string Name, KeyLogLabel Secret, string From, string Label, string Messages);
}
