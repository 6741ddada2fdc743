using System.Text;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Secrets;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Secrets;

/// <summary>Questions to finders, and their answers as values that can be kept.</summary>
internal sealed record Asked(SecretResult Result, DecryptionReason? Reason, FoundKeys? Found, byte[] Plaintext)
{
    /// <summary>A Finished of TLS 1.2.</summary>
    public static readonly byte[] Finished = [20, 0, 0, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    public static Asked Of(in SecretAnswer answer) =>
        new(answer.Result, answer.Reason, answer.Found, answer.Record.IsAuthenticated ? answer.Record.Plaintext.ToArray() : []);

    /// <summary>Secrets that a key log has, among others.</summary>
    public static KeyRing Log(params string[] lines)
    {
        KeyLog log = new();
        log.Add(Encoding.ASCII.GetBytes(string.Join('\n', MissingHelloTests.Decoys(5).Concat(lines))), "log", fromSecretsBlock: false);
        return new KeyRing([], log);
    }

    public static string Line(string label, byte[] secret) =>
        $"{label} {Convert.ToHexString(MadeFacts.Random)} {Convert.ToHexString(secret)}";

    public static SecretServices Services(KeyRing keys, long maxTrialsInAll = long.MaxValue)
    {
        DissectorOptions options = new();
        return new SecretServices(keys, new SessionCache(new SessionStore(options, options.Memory.OpenForDissector())),
            new SharedTrials(maxTrialsInAll), options.MaxTrialBytes, new byte[20_000]);
    }

    /// <summary>The first record of a direction of TLS 1.2.</summary>
    public static SealedRecord FirstRecord(MadeFacts facts, byte[] master, Sender sender)
    {
        DirectionKeys[] keys = KeyBlock.Derive(facts.Protection!, master, MadeFacts.Random, facts.ServerHello!.Random.Span);
        return new RecordSealer(facts.Protection!, keys[(int)sender]).Seal(ContentType.Handshake, Finished);
    }

    /// <summary>A record of TLS 1.3.</summary>
    public static SealedRecord Record(ushort suite, byte[] trafficSecret, byte[] content, int number = 0)
    {
        RecordProtection protection = new(ProtocolVersion.Tls13, CipherSuite.Find((CipherSuiteId)suite)!);
        RecordSealer sealer = new(protection, Tls13KeySchedule.TryDeriveKeys(protection.Version, protection.CipherSuite, trafficSecret)!);
        for (int i = 0; i < number; i++) sealer.Seal(ContentType.ApplicationData, content);
        return sealer.Seal(ContentType.ApplicationData, content);
    }

    public static TlsRecord ToRecord(SealedRecord record) => new(record.Header, record.Fragment, default);
}
