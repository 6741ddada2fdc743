using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Secrets;

/// <summary>
/// Tries the keys of one traffic secret on a packet of QUIC. The packet has the last bytes of its number; those before them are not known
/// if the capture begins in the middle, or packets were lost.
/// </summary>
/// <param name="services">Limits on trials, and a buffer.</param>
/// <param name="decryptor">Has the keys. Owned: it becomes part of the answer, or is disposed.</param>
/// <param name="look">How the secret is looked at.</param>
internal sealed class QuicSecretTrial(SecretServices services, QuicRecordDecryptor decryptor, SearchLook look)
{
    /// <summary>For each depth (<see cref="SearchDepth"/>), the number of values of the first bytes that are tried up to it.</summary>
    private static readonly int[] Windows = [2, 8, 64, 256, 1024, 4096];

    /// <summary>The depth at which later keys are tried.</summary>
    private const int UpdatedLevel = 1;

    /// <summary>Tries the secret to a depth.</summary>
    public SecretAnswer Try(byte[] secret, int level, scoped in TlsRecord packet) =>
        Try(secret, level == 0 ? 0 : Windows[level - 1], Windows[level], packet, MayBeUpdated && level == UpdatedLevel);

    /// <summary>Whether the capture may begin after key updates, so that later keys are tried too.</summary>
    public bool MayBeUpdated { get; init; }

    /// <summary>Numbers that the packet's may be near to, which are tried first.</summary>
    public IReadOnlyList<ulong> LikelyNumbers { get; init; } = [];

    /// <summary>Tries the values of the first bytes from one up to but excluding another.</summary>
    public SecretAnswer Try(byte[] secret, int from, int to, scoped in TlsRecord packet) => Try(secret, from, to, packet, later: false);

    private SecretAnswer Try(byte[] secret, int from, int to, scoped in TlsRecord packet, bool later)
    {
        int cost = packet.Header.Length + TrialBudget.Overhead;
        for (int attempt = 0; attempt <= (later ? PacketNumberSearch.LaterAttempts : 0); attempt++)
        {
            bool isFirst = attempt == 0;
            if (!isFirst) decryptor.SkipUpdates(PacketNumberSearch.UpdatesPerAttempt);
            IReadOnlyList<ulong> likely = isFirst && from == 0 ? LikelyNumbers : [];
            // The likeliest number is tried always.
            DecryptedRecord decrypted =
                PacketNumberSearch.Try(decryptor, packet, likely, (isFirst ? from : 0)..to, services.Plaintext,
                value => (isFirst && value == 0) || services.Search.TrySpend(cost, look));
            if (decrypted.IsAuthenticated) return SecretAnswer.Decrypted(new FoundKeys(decryptor) { TrafficSecret = secret }, decrypted);
        }

        decryptor.Dispose();
        return SecretAnswer.Of(SecretResult.BadRecord);
    }
}
