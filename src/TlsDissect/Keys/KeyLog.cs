using System.Text;

namespace TlsDissect.Keys;

/// <summary>
/// The secrets of key logs (SSLKEYLOGFILE, RFC 9850, and NSS's older lines) and of Decryption Secrets Blocks. Lines that are none are counted,
/// not refused. Safe to read from several threads while one adds.
/// </summary>
public sealed class KeyLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, KeyLogEntry> _secrets = [];
    private int _version;

    /// <summary>What a secret is found by: a label and the first bytes of a random; 16 random bytes do not repeat.</summary>
    private readonly record struct Key(byte Kind, UInt128 Identity);

    private const byte SessionKind = 100;
    private const byte PremasterKind = 101;

    /// <summary>Counts up with every secret that is added.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Secrets held.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _secrets.Count;
        }
    }

    /// <summary>Lines that are neither secrets, comments nor empty.</summary>
    public long JunkLines { get; private set; }

    /// <summary>The number of the first such line in its source, from 1; 0 without any.</summary>
    public long FirstJunkLine { get; private set; }

    /// <summary>Adds the lines of a key log file.</summary>
    /// <exception cref="KeyFileException">The file cannot be read.</exception>
    public void Load(string path)
    {
        try
        {
            Add(File.ReadAllBytes(path), Path.GetFileName(path), fromSecretsBlock: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"{path}: {(e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e is UnauthorizedAccessException ? "permission denied" : e.Message)}", e);
        }
    }

    /// <summary>Adds lines.</summary>
    /// <param name="content">Whole lines.</param>
    /// <param name="source">What <see cref="KeyLogEntry.Source"/> is to say.</param>
    /// <param name="fromSecretsBlock">Whether they come from the capture itself.</param>
    public void Add(ReadOnlySpan<byte> content, string source, bool fromSecretsBlock)
    {
        long number = 0;
        while (!content.IsEmpty)
        {
            number++;
            int end = content.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            string text = Encoding.ASCII.GetString(line).Trim();
            if (text.Length == 0 || text[0] == '#' || TryAdd(text, source, fromSecretsBlock)) continue;
            JunkLines++;
            if (FirstJunkLine == 0) FirstJunkLine = number;
        }
    }

    /// <summary>The secret of a label for a client random.</summary>
    public bool TryFind(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, out KeyLogEntry entry) => TryFind((byte)label, clientRandom, out entry);

    /// <summary>The master secret of a session ID (<c>RSA Session-ID:... Master-Key:...</c>).</summary>
    public bool TryFindSession(ReadOnlySpan<byte> sessionId, out KeyLogEntry entry) => TryFind(SessionKind, sessionId, out entry);

    /// <summary>The premaster secret of an encrypted one, by its first eight bytes (<c>RSA ...</c>).</summary>
    public bool TryFindPremaster(ReadOnlySpan<byte> encrypted, out KeyLogEntry entry) => TryFind(PremasterKind, encrypted[..Math.Min(8, encrypted.Length)], out entry);

    private bool TryFind(byte kind, ReadOnlySpan<byte> identity, out KeyLogEntry entry)
    {
        lock (_lock) return _secrets.TryGetValue(KeyOf(kind, identity), out entry);
    }

    private bool TryAdd(string line, string source, bool fromSecretsBlock)
    {
        string[] parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 3) return false;
        byte kind = parts[0].ToUpperInvariant() switch
        {
            "CLIENT_RANDOM" => (byte)KeyLogLabel.ClientRandom,
            "PMS_CLIENT_RANDOM" => (byte)KeyLogLabel.PremasterClientRandom,
            "CLIENT_EARLY_TRAFFIC_SECRET" => (byte)KeyLogLabel.ClientEarlyTrafficSecret,
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET" => (byte)KeyLogLabel.ClientHandshakeTrafficSecret,
            "SERVER_HANDSHAKE_TRAFFIC_SECRET" => (byte)KeyLogLabel.ServerHandshakeTrafficSecret,
            "CLIENT_TRAFFIC_SECRET_0" => (byte)KeyLogLabel.ClientTrafficSecret0,
            "SERVER_TRAFFIC_SECRET_0" => (byte)KeyLogLabel.ServerTrafficSecret0,
            "EXPORTER_SECRET" => (byte)KeyLogLabel.ExporterSecret,
            "EARLY_EXPORTER_SECRET" => (byte)KeyLogLabel.EarlyExporterSecret,
            "RSA" => parts[1].StartsWith("Session-ID:", StringComparison.OrdinalIgnoreCase) ? SessionKind : PremasterKind,
            _ => byte.MaxValue,
        };
        if (kind == byte.MaxValue) return false;
        string identity = kind == SessionKind ? parts[1]["Session-ID:".Length..] : parts[1];
        string secret = kind == SessionKind && parts[2].StartsWith("Master-Key:", StringComparison.OrdinalIgnoreCase) ? parts[2]["Master-Key:".Length..] : parts[2];
        if (!TryHex(identity, out byte[] identityBytes) || !TryHex(secret, out byte[] secretBytes)) return false;

        lock (_lock) _secrets[KeyOf(kind, identityBytes)] = new KeyLogEntry(secretBytes, source, fromSecretsBlock);
        Interlocked.Increment(ref _version);
        return true;
    }

    private static Key KeyOf(byte kind, ReadOnlySpan<byte> identity)
    {
        Span<byte> first = stackalloc byte[16];
        first.Clear();
        identity[..Math.Min(16, identity.Length)].CopyTo(first);
        return new Key(kind, System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(first));
    }

    private static bool TryHex(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 2];
        return text.Length > 0 && Convert.FromHexString(text, bytes, out int consumed, out _) == System.Buffers.OperationStatus.Done && consumed == text.Length;
    }
}
