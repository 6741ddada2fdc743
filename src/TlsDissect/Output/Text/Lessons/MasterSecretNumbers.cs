using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>How the keys are made to TLS 1.2: premaster secret, master secret, key block (RFC 5246 §8.1, §6.3, RFC 7627 §4).</summary>
internal static class MasterSecretNumbers
{
    public static void AddPremaster(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        if (known.Premaster is not null) list.AddSecret("premaster secret", null, known.Premaster);
        else if (known.Of(KeyLogLabel.ClientRandom) is null) list.Add("premaster secret", "not known: nothing decrypts it");
        else list.Add("premaster secret", $"not known: {SourceOf(facts)} has the master secret alone");
    }

    public static void AddKeys(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        byte[]? master = known.Of(KeyLogLabel.ClientRandom);
        if (facts.IsResumption) list.Add("master secret", "that of the earlier session");
        if (known.SessionHash is not null) list.Add("session hash", known.SessionHash);
        list.AddSecret("master secret", facts.IsResumption ? null : MasterFormula(facts), master);
        if (master is null || facts is not { Suite: CipherSuite suite, Hello.Random.Length: > 0 }) return;
        RecordProtection protection = new(facts.Version, suite);
        DirectionKeys[] keys = KeyBlock.Derive(protection, master, known.ClientRandom, facts.Hello.Random.Span);
        list.Add("key block", $"= {KeyBlockFormula(facts)}");
        foreach (Sender side in (ReadOnlySpan<Sender>)[Sender.Client, Sender.Server])
        {
            string name = side.Name();
            list.AddKey($"{name} write MAC key", keys[(int)side].MacKey);
            list.AddKey($"{name} write key", keys[(int)side].Key);
            list.AddKey($"{name} write IV", keys[(int)side].Iv);
        }
    }

    private static string SourceOf(LessonFacts facts) =>
        facts.Connection.Secret == SecretSource.KeyLog ? "the key log" : "the source of the secrets";

    private static string MasterFormula(LessonFacts facts) => facts switch
    {
        { Version: ProtocolVersion.Ssl30 } => "MD5 and SHA-1 of premaster secret, client random, server random",
        { HasExtendedMasterSecret: true } => "PRF(premaster secret, \"extended master secret\", session hash)",
        _ => "PRF(premaster secret, \"master secret\", client random + server random)",
    };

    /// <summary>The server random is first here (RFC 5246 §6.3).</summary>
    private static string KeyBlockFormula(LessonFacts facts) => facts.Version == ProtocolVersion.Ssl30
        ? "MD5 and SHA-1 of master secret, server random, client random"
        : "PRF(master secret, \"key expansion\", server random + client random)";
}
