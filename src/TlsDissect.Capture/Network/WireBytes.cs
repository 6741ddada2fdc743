using System.Buffers.Binary;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Bytes as they were on the wire, of which a snap length may have kept only a first part. Headers are taken off both together, so that what is missing at the end
/// stays known.
/// </summary>
internal readonly ref struct WireBytes(ReadOnlySpan<byte> captured, int length)
{
    /// <summary>The part that was captured.</summary>
    public ReadOnlySpan<byte> Captured { get; } = captured;

    /// <summary>How many there were on the wire; never less than were captured.</summary>
    public int Length { get; } = length;

    /// <summary>The captured byte at <paramref name="index"/>; the caller knows that it is there.</summary>
    public byte this[int index] => Captured[index];

    /// <summary>Two captured bytes as a number.</summary>
    public ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(Captured[offset..]);

    /// <summary>Four captured bytes as a number.</summary>
    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(Captured[offset..]);

    /// <summary>Whether the first <paramref name="count"/> bytes were captured.</summary>
    public bool Has(int count) => Captured.Length >= count;

    /// <summary>Without the first <paramref name="count"/> bytes, all of which were on the wire.</summary>
    public WireBytes Skip(int count) => new(count < Captured.Length ? Captured[count..] : default, Length - count);

    /// <summary>
    /// Only the first <paramref name="length"/> bytes: what follows is padding. A length past the end is believed too: then the frame was cut without a note.
    /// </summary>
    public WireBytes Limit(int length) => new(length < Captured.Length ? Captured[..length] : Captured, length);
}
