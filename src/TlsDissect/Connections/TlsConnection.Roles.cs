using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Who is the client and who the server.</content>
internal sealed partial class TlsConnection
{
    /// <summary>A hello tells who is who; TCP's own guess may have been another.</summary>
    internal void SetRole(Direction direction, Sender sender)
    {
        int clientSide = sender == Sender.Client ? direction.Side : 1 - direction.Side;
        if (clientSide == _clientSide) return;
        _clientSide = clientSide;
        _report!.SetEndpoints(_tcp, _clientSide);
        _report.ExchangeSides();
    }

    /// <summary>The hellos that were read so far are not believed.</summary>
    internal void BeginAgain()
    {
        StayRestored();
        _other = null;
        foreach (Direction direction in _directions!) direction.BeginAgain();
    }

    /// <summary>Whether TCP says where a direction begins.</summary>
    internal bool IsStartSeen(Direction direction) => _tcp.Stream(direction.Side).HasSyn;
}
