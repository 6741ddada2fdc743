using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Keys;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// A case of <c>captures/</c>: its packets in memory, the keys of its <c>args</c>, and the plaintext that it shows unchanged.
/// </summary>
internal sealed class FuzzCase
{
    private readonly List<ServerKey> _serverKeys = [];
    private readonly List<StaticDhKey> _dhKeys = [];
    private readonly List<PreSharedKey> _preSharedKeys = [];
    private readonly List<byte[]> _secretsBlocks = [];

    /// <summary>Reads a folder and dissects it unchanged.</summary>
    public FuzzCase(string folder)
    {
        Name = Path.GetFileName(folder);
        ReadKeys(folder, File.ReadAllLines(Path.Combine(folder, "args")));
        ReadPackets();
        Records = CaseRecords.Of(Segments);
        Expected = new ExpectedPlaintext(Name);
        // Also with each record a segment of its own, and with the proved secrets as a key log.
        PlaintextSink sink = Dissect(Segments, Keys(), new DissectorOptions());
        Expected.Add(sink);
        ProvedSecrets = System.Text.Encoding.ASCII.GetBytes(string.Concat(sink.KeyLogLines));
        Expected.Add(Dissect(Records.ToSegments(), Keys(), new DissectorOptions()));
    }

    public string Name { get; }

    /// <summary>The capture's bytes as they are in the file.</summary>
    public byte[] FileBytes { get; private set; } = [];

    public List<FuzzSegment> Segments { get; } = [];

    public CaseRecords Records { get; }

    public ExpectedPlaintext Expected { get; }

    /// <summary>All lines of its key logs.</summary>
    public byte[] KeyLog { get; private set; } = [];

    /// <summary>The secrets that decrypt it, as a key log: looking one up costs less than RSA.</summary>
    public byte[] ProvedSecrets { get; }

    /// <summary>Its keys, with the lines of another key log where one is given, and without any private key where that is to do.</summary>
    public KeyRing Keys(byte[]? keyLog = null, bool onlyKeyLog = false, bool withBlocks = true)
    {
        KeyLog log = new();
        log.Add(keyLog ?? KeyLog, Name, fromSecretsBlock: false);
        KeyRing keys = onlyKeyLog ? new KeyRing([], log) : new KeyRing(_serverKeys, log, _preSharedKeys, _dhKeys);
        if (withBlocks) AddBlocks(keys);
        return keys;
    }

    /// <summary>Adds the secrets of the capture's own blocks.</summary>
    public void AddBlocks(KeyRing keys)
    {
        foreach (byte[] block in _secretsBlocks) keys.AddSecretsBlock(block, Name);
    }

    /// <summary>The folders of all cases, in the order of their names.</summary>
    public static List<string> Folders(string? only) =>
        [.. Repository.Cases.Where(name => only is null || name == only).Select(Repository.CaseFolder)];

    /// <summary>Dissects segments and returns the plaintext that is shown.</summary>
    /// <param name="segments">In order.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="options">The dissector's options.</param>
    /// <param name="between">Called before each segment with its index.</param>
    public static PlaintextSink Dissect(IReadOnlyList<FuzzSegment> segments, KeyRing keys, DissectorOptions options,
        Action<TlsDissector, int>? between = null)
    {
        PlaintextSink sink = new();
        TlsDissector dissector = new(options, keys, sink);
        for (int i = 0; i < segments.Count; i++)
        {
            between?.Invoke(dissector, i);
            dissector.Add(segments[i].At(i + 1));
        }

        dissector.Complete();
        return sink;
    }

    private void ReadKeys(string folder, string[] arguments)
    {
        string FileOf(string name) => Path.Combine(folder, name);
        int passwordAt = Array.IndexOf(arguments, "--key-password-file");
        string? password = passwordAt < 0 ? null : System.IO.File.ReadLines(FileOf(arguments[passwordAt + 1])).First();
        for (int i = 0; i + 1 < arguments.Length; i++)
        {
            string value = arguments[i + 1];
            if (arguments[i] == "--key") _serverKeys.Add(RsaKeyFile.Load(FileOf(value), _ => password));
            else if (arguments[i] == "--dh-key") _dhKeys.Add(StaticDhKeyFile.Load(FileOf(value), _ => password));
            else if (arguments[i] == "--keylog") KeyLog = [.. KeyLog, .. System.IO.File.ReadAllBytes(FileOf(value)), (byte)'\n'];
            else if (arguments[i] == "--psk" && PreSharedKey.TryParse(value, out PreSharedKey? key)) _preSharedKeys.Add(key!);
        }

        FileBytes = System.IO.File.ReadAllBytes(FileOf(arguments[^1]));
    }

    private void ReadPackets()
    {
        using IPacketSource source = CaptureFile.Open(new MemoryStream(FileBytes), Name);
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind == CapturedItemKind.Secrets) _secretsBlocks.Add(item.Data.ToArray());
            if (item.Kind != CapturedItemKind.Packet) continue;
            for (bool found = decoder.TryDecode(item, out TcpSegment s); found; found = decoder.TryDecodeNext(item, out s))
                Segments.Add(
                    new FuzzSegment(s.Source, s.Destination, s.Sequence, s.Acknowledgment, s.Flags, s.Payload.ToArray(), s.PayloadLength));
        }
    }
}
