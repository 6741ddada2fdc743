using TlsDissect.Applications;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>
/// Keeps the first plaintext bytes of both sides until they name the application protocol. The answer depends only on the bytes, not on
/// how records split them: it comes when both sides have sent enough, or at the end.
/// </summary>
internal sealed class FirstPlaintext
{
    private readonly byte[]?[] _bytes = new byte[]?[2];
    private readonly int[] _count = new int[2];
    private readonly bool[] _isOver = new bool[2];
    private bool _isDecided;

    /// <summary>Bytes of memory used.</summary>
    public int Held => 144 + (_bytes[0] is null ? 0 : HeldByArray) + (_bytes[1] is null ? 0 : HeldByArray);

    private const int HeldByArray = 24 + FirstBytes.Most;

    /// <summary>The name of the protocol, once it is decided; <c>null</c> if it is not recognized.</summary>
    public string? Name { get; private set; }

    /// <summary>Adds plaintext of a side.</summary>
    public void Add(Sender from, ReadOnlySpan<byte> plaintext)
    {
        int side = (int)from;
        if (_isDecided || _isOver[side] || plaintext.IsEmpty) return;
        byte[] bytes = _bytes[side] ??= new byte[FirstBytes.Most];
        int kept = Math.Min(plaintext.Length, bytes.Length - _count[side]);
        plaintext[..kept].CopyTo(bytes.AsSpan(_count[side]));
        _count[side] += kept;
        if (_count[side] < bytes.Length) return;
        _isOver[side] = true;
        if (_count[1 - side] == bytes.Length) Decide();
    }

    /// <summary>Recognizes what there is, once, and releases it.</summary>
    public void Decide()
    {
        if (_isDecided) return;
        _isDecided = true;
        Name = ApplicationProtocols.Recognize(new FirstBytes(Of(Sender.Client), Of(Sender.Server)));
        (_bytes[0], _bytes[1]) = (null, null);
    }

    private ReadOnlySpan<byte> Of(Sender side) => _bytes[(int)side].AsSpan(0, _bytes[(int)side] is null ? 0 : _count[(int)side]);
}
