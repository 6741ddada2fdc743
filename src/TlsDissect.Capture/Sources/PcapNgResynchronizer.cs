namespace TlsDissect.Capture.Sources;

/// <summary>Finds the next block after damage.</summary>
internal static class PcapNgResynchronizer
{
    /// <summary>Number of bytes searched before the window drops them.</summary>
    private const int Stride = 1 << 16;

    /// <summary>
    /// Moves to the next block; blocks are aligned to four bytes. If no block follows, all content has been read, unless the writer of a
    /// pipe pauses (<see cref="ByteWindow.IsPaused"/>). Then the next call continues the search.
    /// </summary>
    /// <param name="window">Positioned at bytes that are not a block, or where the search was interrupted.</param>
    /// <param name="field">The section's byte order.</param>
    /// <param name="offset">Where the search continues, from the window's position; 4 at first.</param>
    public static bool TryFindBlock(ByteWindow window, FieldReader field, ref int offset)
    {
        while (window.TryPeek(offset + PcapNgBlock.SectionStartSize, out ReadOnlySpan<byte> bytes))
        {
            FieldReader own = field;
            if (PcapNgBlock.MayStart(bytes[offset..], ref own, out int length))
            {
                bool isWhole = window.TryPeek(offset + length, out bytes);
                if (!isWhole && window.IsPaused) return false;
                if (isWhole && PcapNgBlock.HasTrailer(bytes[offset..], own))
                {
                    window.Advance(offset);
                    return true;
                }
            }

            offset += 4;
            if (offset < Stride) continue;
            window.Advance(offset);
            offset = 0;
        }

        return false;
    }
}
