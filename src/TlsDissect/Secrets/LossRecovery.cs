using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// Decrypts a record that the keys in use do not decrypt: they may have changed with what was lost. In TLS 1.3 the next ones follow from those that are known.
/// </summary>
internal sealed class LossRecovery(SecretServices services, HandshakeMemory memory, SecretQuestion question)
{
    /// <summary>KeyUpdates that one loss may hide.</summary>
    private const int MaxGenerations = 2;

    private readonly TrafficSecretFinder _secrets = new(services, memory, question);

    public SecretAnswer Find(scoped in TlsRecord record) =>
        question is { Epoch: Tls13Epoch.Application, Lost: not null } ? TryNextGenerations(memory.Handshake.Protection!, record) : _secrets.TryLaterEpoch(record);

    /// <summary>A KeyUpdate was among what was lost.</summary>
    private SecretAnswer TryNextGenerations(RecordProtection protection, scoped in TlsRecord record)
    {
        byte[]? secret = question.TrafficSecret;
        for (int updates = 1; updates <= MaxGenerations; updates++)
        {
            secret = Tls13KeySchedule.TryNextGeneration(protection.Version, protection.CipherSuite, secret);
            if (secret is null) break;
            SecretAnswer answer = _secrets.Try(secret, protection, question.Lost, record);
            if (answer.Found is FoundKeys found) return answer with { Found = found with { Epoch = question.Epoch, Generation = question.Generation + updates } };
        }

        // More than that only where the key log says so.
        foreach (TrafficSecret logged in _secrets.LaterGenerations(question.Generation + MaxGenerations))
        {
            SecretAnswer answer = _secrets.Try(logged.Secret, protection, question.Lost, record);
            if (answer.Found is FoundKeys found) return answer with { Found = found with { Epoch = question.Epoch, Generation = logged.Generation, Given = logged } };
        }

        return default;
    }
}
