using TlsDissect.Keys;

namespace TlsDissect.Secrets;

/// <summary>Looks up what a key ring has for one connection, for the sentence that says why it is not decrypted.</summary>
internal static class KeysForConnection
{
    /// <summary>The last label whose secrets are found by client random.</summary>
    private const KeyLogLabel LastByClientRandom = KeyLogLabel.EarlyExporterSecret;

    /// <summary>The TLS 1.3 secrets that decrypt everything but early data.</summary>
    private const uint TrafficSecrets =
        1u << (int)KeyLogLabel.ClientHandshakeTrafficSecret | 1u << (int)KeyLogLabel.ServerHandshakeTrafficSecret |
        1u << (int)KeyLogLabel.ClientTrafficSecret0 | 1u << (int)KeyLogLabel.ServerTrafficSecret0;

    /// <summary>The secrets of which one is enough before TLS 1.3.</summary>
    private const uint MasterSecrets = 1u << (int)KeyLogLabel.ClientRandom | 1u << (int)KeyLogLabel.PremasterClientRandom;

    /// <summary>Lists the keys that were given.</summary>
    public static GivenKeys Of(KeyRing keys, IHandshakeFacts? handshake)
    {
        if (!keys.HasAny && !keys.HasLogs) return GivenKeys.None;
        ReadOnlyMemory<byte> random = handshake?.ClientRandom ?? default;
        byte[] publicKey = handshake?.ServerPublicKey ?? [];
        uint labels = random.Length > 0 ? LabelsOf(keys, random.Span) : 0;
        return new GivenKeys
        {
            KeyLogs = [.. keys.KeyLog?.SourceNames ?? [], .. keys.Indexes.Select(index => index.Name)],
            HasSecretsBlock = keys.SecretsBlocks.SourceNames.Count > 0,
            Secrets = (keys.KeyLog?.Count ?? 0) + keys.SecretsBlocks.Count + keys.Indexes.Sum(index => index.Count),
            // Counting takes time, and the count is reported only if no secret fits.
            Connections = labels != 0 ? 0 : ConnectionsOf(keys),
            ClientRandom = random,
            Labels = labels,
            ServerKeys = keys.ServerKeys,
            FittingKey = publicKey.Length > 0 ? keys.FindServerKey(publicKey) : null,
            HasCertificate = publicKey.Length > 0,
            HasPreSharedKeys = keys.PreSharedKeys.Count > 0,
            HasStaticDhKeys = keys.StaticDhKeys.Count > 0,
        };
    }

    /// <summary>Whether key logs were given and lack a secret that the handshake needs.</summary>
    public static bool AreNotInLogs(KeyRing keys, IHandshakeFacts? handshake)
    {
        if (!keys.HasLogs || handshake?.ClientRandom is not ReadOnlyMemory<byte> random) return false;
        uint labels = LabelsOf(keys, random.Span);
        return handshake.IsTls13 ? (labels & TrafficSecrets) != TrafficSecrets : (labels & MasterSecrets) == 0;
    }

    private static int ConnectionsOf(KeyRing keys) => (keys.KeyLog?.CountConnections() ?? 0) + keys.SecretsBlocks.CountConnections() +
        keys.Indexes.Sum(index => index.CountConnections());

    private static uint LabelsOf(KeyRing keys, ReadOnlySpan<byte> random)
    {
        uint labels = 0;
        for (KeyLogLabel label = 0; label <= LastByClientRandom; label++)
        {
            if (keys.TryFind(label, random, out _)) labels |= 1u << (int)label;
        }

        return labels;
    }
}
