using BenchmarkDotNet.Attributes;
using TlsDissect.Benchmarks.Workloads;
using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>One record through each kind of decryptor.</summary>
[MemoryDiagnoser]
public class DecryptorBenchmarks
{
    private readonly byte[] _plaintext = new byte[RecordHeader.MaxFragmentLength + 1024];
    private RecordDecryptor _decryptor = null!;
    private byte[] _record = [];

    [Params("TLS 1.2 AES-128-GCM", "TLS 1.3 AES-128-GCM", "TLS 1.2 AES-128-CBC HMAC-SHA256")]
    public string Protection { get; set; } = "";

    [Params(64, 1400, 16384)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        RecordProtection protection = Protection switch
        {
            "TLS 1.2 AES-128-GCM" => new(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!),
            "TLS 1.3 AES-128-GCM" => new(ProtocolVersion.Tls13, CipherSuite.Find(CipherSuiteId.TLS_AES_128_GCM_SHA256)!),
            _ => new(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_CBC_SHA256)!),
        };
        bool isCbc = protection.CipherSuite.Mac != MacAlgorithm.Aead;
        DirectionKeys keys =
            new(isCbc ? new byte[32] : [], new byte[16], new byte[isCbc ? 0 : protection.Version == ProtocolVersion.Tls12 ? 4 : 12]);
        using RecordSealer sealer = new(protection, keys);
        _record = sealer.Seal(ContentType.ApplicationData, new byte[Size]).ToArray();
        _decryptor = RecordDecryptorFactory.Create(protection, keys)!;
    }

    [GlobalCleanup]
    public void Cleanup() => _decryptor.Dispose();

    [Benchmark]
    public int Decrypt()
    {
        _decryptor.SequenceNumber = 0;
        RecordSignature.TryReadHeader(_record, out RecordHeader header);
        DecryptedRecord record = _decryptor.Decrypt(new TlsRecord(header, _record.AsSpan(RecordHeader.Size), default), _plaintext);
        return record.IsAuthenticated ? record.Plaintext.Length : throw new InvalidOperationException($"{record.Outcome}");
    }
}
