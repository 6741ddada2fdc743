using TlsDissect.Prefaces;
using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <content>Recognizes what led to TLS, as STARTTLS does, once both sides have sent records or the connection is over.</content>
internal sealed partial class TlsConnection
{
    private StartTls? _startTls;

    /// <summary>Per side, the bytes before its first record. Set until they are judged.</summary>
    private PrefaceBytes?[]? _prefaces;

    private bool HaveBothBegun => _directions is not null && HasSent(0) && HasSent(1);

    public void OnPreface(int side, PrefaceBytes preface)
    {
        _mayHoldOther = true;
        (_prefaces ??= new PrefaceBytes?[2])[side] = preface;
    }

    private void RecognizePreface()
    {
        if (_prefaces is null && (_carrier is null || _startTls is not null)) return;
        _mayHoldOther = true;
        _startTls ??= PrefaceRecognition.Recognize(_prefaces?[ClientSide], _prefaces?[1 - ClientSide], _carrier);
        _prefaces = null;
        if (_report is not null) _report.Summary.StartTls = _startTls;
    }

    private int HeldByPrefaces()
    {
        int held = _startTls is null ? 0 : PrefaceRecognition.HeldBy(_startTls);
        foreach (PrefaceBytes? preface in _prefaces ?? []) held += preface?.Held ?? 0;
        return held;
    }
}
