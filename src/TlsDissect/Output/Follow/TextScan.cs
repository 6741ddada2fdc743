using System.Buffers;
using System.Text;

namespace TlsDissect.Output.Follow;

/// <summary>
/// Finds how much of a piece of plaintext is text: UTF-8 without control characters other than tab and line ends. A character may begin in
/// one piece and end in the next.
/// </summary>
internal sealed class TextScan
{
    /// <summary>Of twenty bytes one may be unprintable in what is still shown as text.</summary>
    private const int UnprintableShare = 20;

    /// <summary>A row of a hex dump: fewer bytes of text before it, or of binary after text, are not worth a change.</summary>
    private const int Row = 16;

    private const int LongestCharacter = 4;

    private readonly byte[] _begun = new byte[LongestCharacter];

    /// <summary>Bytes at the end of the last piece that begin a character.</summary>
    public int Begun { get; private set; }

    /// <summary>The next piece does not continue this one.</summary>
    public void Reset() => Begun = 0;

    /// <summary>
    /// How many bytes of the next piece to show as text: all of them, or those before the first binary byte. A line that has only just
    /// begun there goes with the binary bytes: they may be the letters that some formats start with.
    /// </summary>
    public int TextLength(ReadOnlySpan<byte> piece)
    {
        int line = 0, firstBinary = -1, unprintable = 0;
        int at = FinishBegun(piece, ref unprintable);
        if (unprintable > 0) firstBinary = 0;
        while (at < piece.Length)
        {
            int ascii = piece[at..].IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            if (ascii < 0) break;
            at += ascii;
            OperationStatus status = Rune.DecodeFromUtf8(piece[at..], out Rune rune, out int taken);
            if (status == OperationStatus.NeedMoreData) Begin(piece[at..]);
            else if (!IsPrintable(status, rune)) (unprintable, firstBinary) = (unprintable + taken, firstBinary < 0 ? at : firstBinary);
            else if (rune.Value == '\n' && firstBinary < 0) line = at + taken;
            at += taken;
        }

        if (firstBinary < 0) return piece.Length;
        int text = firstBinary - line < Row ? line : firstBinary;
        int rest = piece.Length - text;
        bool isText = unprintable <= rest / UnprintableShare || (rest < Row && unprintable <= piece.Length / UnprintableShare);
        if (isText) return piece.Length;
        Begun = 0;
        return text;
    }

    /// <summary>Reads on in a character that the piece before began.</summary>
    /// <returns>Bytes of the piece that belong to it.</returns>
    private int FinishBegun(ReadOnlySpan<byte> piece, ref int unprintable)
    {
        if (Begun == 0) return 0;
        int before = Begun;
        int added = Math.Min(LongestCharacter - before, piece.Length);
        piece[..added].CopyTo(_begun.AsSpan(before));
        OperationStatus status = Rune.DecodeFromUtf8(_begun.AsSpan(0, before + added), out Rune rune, out int taken);
        Begun = status == OperationStatus.NeedMoreData ? taken : 0;
        if (status != OperationStatus.NeedMoreData && !IsPrintable(status, rune)) unprintable = taken;
        return taken - before;
    }

    private void Begin(ReadOnlySpan<byte> character)
    {
        character.CopyTo(_begun);
        Begun = character.Length;
    }

    private static bool IsPrintable(OperationStatus status, Rune rune) =>
        status == OperationStatus.Done && (!Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r' or '\f');
}
