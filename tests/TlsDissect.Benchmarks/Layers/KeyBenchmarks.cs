using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>Cost of a connection's keys: the RSA operation and the derivations after it.</summary>
[MemoryDiagnoser]
public class KeyBenchmarks : IDisposable
{
    private readonly RecordProtection _tls12 = new(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!);
    private readonly RecordProtection _tls10 = new(ProtocolVersion.Tls10, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_CBC_SHA)!);
    private readonly byte[] _random = new byte[32];
    private readonly byte[] _premaster = new byte[48];
    private readonly byte[] _secret = new byte[32];
    private ServerKey _key = null!;
    private byte[] _encrypted = [];

    [GlobalSetup]
    public void Setup()
    {
        RSA rsa = RSA.Create(2048);
        _encrypted = rsa.Encrypt(_premaster, RSAEncryptionPadding.Pkcs1);
        _key = new ServerKey("key", rsa);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _key?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public bool Rsa_2048() => _key.TryDecryptPremasterSecret(_encrypted, _premaster);

    [Benchmark]
    public byte[] Master_secret_tls12() => MasterSecret.Derive(_tls12, _premaster, _random, _random);

    [Benchmark]
    public byte[] Master_secret_tls10() => MasterSecret.Derive(_tls10, _premaster, _random, _random);

    [Benchmark]
    public object Key_block_tls12() => KeyBlock.Derive(_tls12, _premaster, _random, _random);

    [Benchmark]
    public object Keys_tls13() =>
        Tls13KeySchedule.TryDeriveKeys(ProtocolVersion.Tls13, CipherSuite.Find(CipherSuiteId.TLS_AES_128_GCM_SHA256)!, _secret)!;

    [Benchmark]
    public byte[] Finished_tls12() =>
        FinishedVerifyData.Compute(ProtocolVersion.Tls12, _tls12.CipherSuite, _premaster, Sender.Client, _secret);
}
