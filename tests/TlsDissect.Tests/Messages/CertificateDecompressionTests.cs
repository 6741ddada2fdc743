using System.IO.Compression;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using ZstdSharp;

namespace TlsDissect.Tests.Messages;

public class CertificateDecompressionTests
{
    private static readonly byte[] Body = new TlsWriter().Vector8(_ => { })
        .Vector24(list => list.Vector24(c => c.Fill(900)).Vector16(_ => { }).Vector24(c => c.Fill(700, 0x31)).Vector16(_ => { })).ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_registered_algorithm_is_undone(int algorithm)
    {
        CompressedCertificate message = Parse(algorithm, Body.Length, Compress(algorithm, Body));
        Assert.Null(message.Malformed);
        Assert.Equal([900, 700], message.Certificate!.Entries.Select(entry => entry.Der.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_length_that_is_not_true_is_malformed(int algorithm)
    {
        byte[] compressed = Compress(algorithm, Body);
        foreach (int length in (ReadOnlySpan<int>)[0, 1, Body.Length - 1, Body.Length + 1, CertificateDecompression.MaxLength + 1,
            0xFFFFFF])
        {
            CompressedCertificate message = Parse(algorithm, length, compressed);
            Assert.Null(message.Certificate);
            Assert.NotNull(message.Malformed);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_damage_throws(int algorithm)
    {
        Random random = new(algorithm);
        byte[] compressed = Compress(algorithm, Body);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] damaged = HandshakeParserLaws.Mutate(compressed, random);
            CertificateDecompression.Decompress((ushort)algorithm, damaged, Body.Length);
        }
    }

    [Fact]
    public void Another_algorithm_is_told_by_its_number()
    {
        CompressedCertificate message = Parse(9, Body.Length, [1, 2, 3]);
        Assert.Contains("algorithm 9", message.Malformed, StringComparison.Ordinal);
    }

    private static CompressedCertificate Parse(int algorithm, int length, byte[] compressed)
    {
        byte[] message = new TlsWriter().UInt16(algorithm).UInt24(length).Vector24(c => c.Opaque(compressed)).ToArray();
        return Assert.IsType<CompressedCertificate>(
            HandshakeParser.Parse(HandshakeType.CompressedCertificate, message, SampleMessages.At(0x0304), out _));
    }

    private static byte[] Compress(int algorithm, byte[] data)
    {
        if (algorithm == 3)
        {
            using Compressor compressor = new();
            return compressor.Wrap(data).ToArray();
        }

        using MemoryStream output = new();
        using (Stream stream = algorithm == 1
            ? new ZLibStream(output, CompressionLevel.Optimal)
            : new BrotliStream(output, CompressionLevel.Optimal)) stream.Write(data);
        return output.ToArray();
    }
}
