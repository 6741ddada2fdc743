using TlsDissect.Applications;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>
/// Keeps the first plaintext bytes of both sides until they name the application protocol. The answer depends only on the bytes, not on
/// how records split them: it comes when both sides have sent enough, or at the end.
/// </summary>
internal sealed class FirstPlaintext
{
    /// <summary>Room for both sides, of which the client's comes first. Created once, because a record must not allocate.</summary>
    private byte[] _bytes = new byte[2 * FirstBytes.Most];
    private readonly int[] _count = new int[2];
    private readonly bool[] _isOver = new bool[2];
    private bool _isDecided;

    /// <summary>Bytes of memory used.</summary>
    public int Held => 144 + _bytes.Length;

    /// <summary>The name of the protocol, once it is decided; <c>null</c> if it is not recognized.</summary>
    public string? Name { get; private set; }

    /// <summary>Adds plaintext of a side.</summary>
    public void Add(Sender from, ReadOnlySpan<byte> plaintext)
    {
        int side = (int)from;
        if (_isDecided || _isOver[side] || plaintext.IsEmpty) return;
        int kept = Math.Min(plaintext.Length, FirstBytes.Most - _count[side]);
        plaintext[..kept].CopyTo(_bytes.AsSpan(side * FirstBytes.Most + _count[side]));
        _count[side] += kept;
        if (_count[side] < FirstBytes.Most) return;
        _isOver[side] = true;
        if (_isOver[1 - side]) Decide();
    }

    /// <summary>Recognizes what there is, once, and releases it.</summary>
    public void Decide()
    {
        if (_isDecided) return;
        _isDecided = true;
        Name = ApplicationProtocols.Recognize(new FirstBytes(Of(Sender.Client), Of(Sender.Server)));
        _bytes = [];
    }

    private ReadOnlySpan<byte> Of(Sender side) => _bytes.AsSpan((int)side * FirstBytes.Most, _count[(int)side]);
}
