using System.Buffers.Binary;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture.Writing;

/// <summary>
/// Writes a pcapng file of <see cref="PcapNgWriter"/> again with its secrets before everything else, in their order, for readers that read
/// it once. All other blocks stay the same. Uses memory for one block.
/// </summary>
internal static class SecretsFirst
{
    private const int LargestBlock = 32 << 20;

    /// <summary>Writes the file.</summary>
    /// <param name="capture">From its start; read twice. Not owned.</param>
    /// <param name="output">Not owned; should be buffered.</param>
    /// <exception cref="InvalidDataException">It does not consist of whole blocks.</exception>
    public static void Write(Stream capture, Stream output)
    {
        capture.Position = 0;
        Copy(capture, output, static type => type is PcapNgBlock.SectionHeader or PcapNgBlock.DecryptionSecrets);
        capture.Position = 0;
        Copy(capture, output, static type => type is not (PcapNgBlock.SectionHeader or PcapNgBlock.DecryptionSecrets));
    }

    private static void Copy(Stream capture, Stream output, Func<uint, bool> isWanted)
    {
        Span<byte> header = stackalloc byte[PcapNgBlock.HeaderSize];
        byte[] block = [];
        while (true)
        {
            int read = capture.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            if (read == 0) return;
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (read < header.Length || length is < PcapNgBlock.HeaderSize + PcapNgBlock.TrailerSize or > LargestBlock)
                throw new InvalidDataException("a block is truncated");
            int rest = (int)length - PcapNgBlock.HeaderSize;
            if (!isWanted(BinaryPrimitives.ReadUInt32LittleEndian(header)))
            {
                capture.Seek(rest, SeekOrigin.Current);
                continue;
            }

            if (block.Length < rest) block = new byte[rest];
            capture.ReadExactly(block, 0, rest);
            output.Write(header);
            output.Write(block, 0, rest);
        }
    }
}
