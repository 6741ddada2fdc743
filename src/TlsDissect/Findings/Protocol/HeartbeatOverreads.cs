using System.Globalization;
using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>A heartbeat asks for more bytes than it has, as the Heartbleed attack does.</summary>
internal sealed class HeartbeatOverreads() : FindingRule("heartbeat_overread", FindingSeverity.High)
{
    public override string Why => "OpenSSL 1.0.1 to 1.0.1f answers such a request with up to 64 KB of its memory: keys, passwords, data.";

    public override string Advice => "Update the side that was asked. If it answered, replace its keys and certificates.";

    public override string Reference => "CVE-2014-0160 (Heartbleed), RFC 6520 §4";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.HeartbeatOverread is not HeartbeatOverread heartbeat) return;
        string side = heartbeat.From.Name();
        string text = string.Create(CultureInfo.InvariantCulture,
            $"the {side} sent a heartbeat request that claims {heartbeat.Claimed:N0} bytes and has {heartbeat.Present:N0}");
        if (heartbeat.Answered <= heartbeat.Present + 3)
        {
            judgement.Found(this, text, heartbeat.Packet);
            return;
        }

        string answer = string.Create(CultureInfo.InvariantCulture,
            $"{text}, and packet {heartbeat.AnswerPacket} answers it: {heartbeat.Answered:N0} bytes");
        judgement.Found(this, answer, heartbeat.Packet, FindingSeverity.Critical);
    }
}
