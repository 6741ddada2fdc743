using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using CipherSuite = TlsDissect.Protocol.CipherSuite;

namespace TlsDissect.Tests.Decryption;

public class KeyStreamPeekTests
{
    public static TheoryData<string> Suites =>
        new(CipherSuites.All.Where(suite => suite.IsTls13 && suite.Cipher != BulkCipher.Null && suite.Decrypts())
            .Select(suite => suite.Name));

    [Theory]
    [MemberData(nameof(Suites))]
    public void Any_byte_of_any_record_is_found_without_those_before_it(string name)
    {
        CipherSuite suite = CipherSuites.All.Single(suite => suite.Name == name);
        RecordProtection protection = new(ProtocolVersion.Tls13, suite);
        DirectionKeys keys =
            Tls13KeySchedule.TryDeriveKeys(ProtocolVersion.Tls13, suite, RandomNumberGenerator.GetBytes(SuiteHashes.Length(suite.Hash)))!;
        RecordSealer sealer = new(protection, keys);
        byte[] content = RandomNumberGenerator.GetBytes(5000);
        byte[][] records = [.. Enumerable.Range(0, 40).Select(_ => sealer.Seal(ContentType.ApplicationData, content).Fragment)];
        byte[] plaintext = [.. content, (byte)ContentType.ApplicationData];

        using KeyStreamPeek peek = KeyStreamPeek.Create(suite, keys.Key)!;

        byte[] stream = new byte[30];
        foreach (int position in new[] { 0, 1, 15, 16, 17, 255, 1000, 4096, 4999, 5000 })
        {
            peek.Fill(keys.Iv, 7, position, stream);
            for (int i = 0; i < stream.Length; i++) Assert.Equal(plaintext[position], records[7 + i][position] ^ stream[i]);
        }
    }

    [Fact]
    public void What_is_not_encrypted_has_no_key_stream() =>
        Assert.Null(KeyStreamPeek.Create(CipherSuite.Find(CipherSuiteId.TLS_SHA256_SHA256)!, new byte[32]));
}
