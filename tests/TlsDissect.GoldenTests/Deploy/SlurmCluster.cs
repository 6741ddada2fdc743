using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary>
/// Slurm on this machine: a controller and two nodes with two processors each. Everything it has is in one temporary folder; services of
/// the machine and files of <c>/etc</c> are not used.
/// </summary>
public sealed class SlurmCluster : IDisposable
{
    public static readonly string[] Nodes = ["n1", "n2"];

    private static readonly string[] Programs =
        ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "sinfo", "scancel", "bash", "timeout", "nice"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<SlurmDaemon> _services = [];
    private readonly Dictionary<string, SlurmDaemon> _nodes = [];

    public SlurmCluster()
    {
        // Where the tests that need this are skipped, nothing is started.
        if (Missing is not null || OperatingSystem.IsWindows()) return;
        try
        {
            StartAll();
        }
        catch
        {
            // An object that was not made is not disposed of.
            Dispose();
            throw;
        }
    }

    /// <summary>Why the tests that need a cluster are skipped; <c>null</c> if they can run.</summary>
    public static string? Missing
    {
        get
        {
            string[] missing = [.. Programs.Where(program => !OtherProcess.Exists(program))];
            if (missing.Length > 0) return $"not installed: {string.Join(", ", missing)}";
            if (!Environment.IsPrivilegedProcess) return "Slurm's daemons take root";
            // The system's resolver, which the daemons ask for addresses to listen on, does not count the loopback's.
            return NetworkInterface.GetAllNetworkInterfaces().Any(IsUp) ? null : "Slurm's daemons take a network interface";
        }
    }

    private static bool IsUp(NetworkInterface network) =>
        network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback;

    private static UnixFileMode Entering => UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private string Configuration => _folder["slurm.conf"];

    /// <summary>Tells Slurm's commands which cluster it is.</summary>
    private (string Name, string Value) SlurmConf => ("SLURM_CONF", Configuration);

    /// <summary>Runs a line of shell whose Slurm is this one, and in which <c>$TLSDISSECT</c> is the program.</summary>
    /// <returns>What it wrote. Its exit code is 0.</returns>
    public string Shell(string folder, string script, params (string Name, string Value)[] environment)
    {
        RunResult result = Spawned.Shell(folder, script, [.. environment, SlurmConf]);
        Assert.True(result.Code == 0, $"{script}: {result.Code} {result.Errors}\n{Logs()}");
        return result.Text.TrimEnd('\n');
    }

    /// <summary>The tasks of an array, or the only one of another job.</summary>
    internal SlurmTask[] Tasks(string job) =>
        [.. Shell(_folder.Path, $"scontrol show job --oneliner {job}").Split('\n').Select(SlurmTask.Parse).OrderBy(task => task.Index)];

    /// <summary>Waits until all tasks have ended, requeued ones too.</summary>
    internal SlurmTask[] AwaitEnd(string job)
    {
        SlurmTask[] tasks = [];
        Patience.Until(() => (tasks = Tasks(job)).All(task => task.HasEnded), () => $"{string.Join('\n', (object[])tasks)}\n{Logs()}");
        return tasks;
    }

    /// <summary>Waits until a task is in the queue again, and lets it start soon: Slurm waits for two minutes.</summary>
    public void StartAgain(string job, int index)
    {
        SlurmTask task = new(index, "", "", 0, "");
        Patience.Until(() => (task = Tasks(job).Single(each => each.Index == index)) is { State: "PENDING", Restarts: 1 },
            () => $"{task}\n{Logs()}");
        // Not in the second in which the node revoked the credential of the first run: it would refuse the new one.
        Shell(_folder.Path, $"scontrol update jobid={job}_{index} starttime=now+3");
    }

    /// <summary>
    /// Ends the daemon of a node, and only it, without notice, as on a machine that cannot be reached any more: what runs there still
    /// does. The controller requeues the node's tasks.
    /// </summary>
    public void StopNode(string node)
    {
        Shell(_folder.Path, $"kill -KILL $(cat {node}.pid)");
        Patience.Until(() => _nodes[node].HasEnded, Logs);
        // The controller would find out after SlurmdTimeout.
        Shell(_folder.Path, $"scontrol update nodename={node} state=down reason=stopped");
    }

    /// <summary>Starts a stopped node again.</summary>
    public void StartNode(string node)
    {
        _nodes[node].Dispose();
        StartDaemon(node);
        Shell(_folder.Path, $"scontrol update nodename={node} state=resume");
        AwaitNode(node, "idle");
    }

    public void Dispose()
    {
        if (_services.Count > 0) Spawned.Shell(_folder.Path, "scancel --user=root", SlurmConf);
        foreach (SlurmDaemon daemon in _nodes.Values.Concat(_services.AsEnumerable().Reverse())) daemon.Dispose();
        _folder.Dispose();
    }

    [UnsupportedOSPlatform("windows")]
    private void StartAll()
    {
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | Entering);
        string munge = Directory.CreateDirectory(_folder["munge"], UnixFileMode.UserRead | UnixFileMode.UserWrite | Entering).FullName;
        string key = Path.Combine(munge, "key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(128));
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(_folder["state"]);
        foreach (string node in Nodes) Directory.CreateDirectory(_folder[node]);
        File.WriteAllText(Configuration, Configured());
        // Without it the daemons look for the machine's control groups, which a container may not have.
        File.WriteAllText(_folder["cgroup.conf"], $"CgroupPlugin=cgroup/v1\nCgroupAutomount=no\nCgroupMountpoint={_folder["cgroup"]}\n");

        Start("munged", "munged", "--foreground", $"--key-file={key}", $"--socket={Path.Combine(munge, "socket")}",
            $"--pid-file={Path.Combine(munge, "pid")}", $"--log-file={Path.Combine(munge, "log")}",
            $"--seed-file={Path.Combine(munge, "seed")}");
        Patience.Until(() => File.Exists(Path.Combine(munge, "socket")), Logs, () => _services[0].HasEnded);
        Start("slurmctld", "slurmctld", "-D", "-i");
        foreach (string node in Nodes) StartDaemon(node);
        foreach (string node in Nodes) AwaitNode(node, "idle");
    }

    private void Start(string name, params string[] command) => _services.Add(new SlurmDaemon(name, _folder.Path, command));

    private void StartDaemon(string node) => _nodes[node] = new SlurmDaemon(node, _folder.Path, "slurmd", "-D", "-N", node);

    private void AwaitNode(string node, string state) =>
        Patience.Until(
            () => Spawned.Shell(_folder.Path, $"sinfo --noheader --nodes={node} --format=%T", SlurmConf).Text.Trim() == state,
            Logs,
            () => _services.Exists(service => service.HasEnded) || _nodes[node].HasEnded);

    private string Logs() =>
        string.Join('\n', _services.Select(service => service.Log).Concat(_nodes.Select(node => $"{node.Key}: {node.Value.Log}")));

    private string Configured()
    {
        int[] ports = FreePorts(4);
        return string.Join('\n',
            "ClusterName=tests",
            $"SlurmctldHost={Dns.GetHostName().Split('.')[0]}(127.0.0.1)",
            $"SlurmctldPort={ports[0]}",
            $"SlurmdPort={ports[1]}",
            "SlurmUser=root",
            "AuthType=auth/munge",
            "CredType=cred/munge",
            $"AuthInfo=socket={_folder["munge"]}/socket",
            $"StateSaveLocation={_folder["state"]}",
            $"SlurmdSpoolDir={_folder.Path}/%n",
            $"SlurmctldPidFile={_folder["slurmctld.pid"]}",
            $"SlurmdPidFile={_folder.Path}/%n.pid",
            "ProctrackType=proctrack/linuxproc",
            "TaskPlugin=task/none",
            "SwitchType=switch/none",
            "MpiDefault=none",
            "AccountingStorageType=accounting_storage/none",
            "JobAcctGatherType=jobacct_gather/none",
            "SelectType=select/cons_tres",
            "SelectTypeParameters=CR_Core",
            "SchedulerType=sched/builtin",
            "SchedulerParameters=batch_sched_delay=0,sched_interval=1",
            "ReturnToService=0",
            // A busy machine is not a lost node.
            "SlurmdTimeout=3600",
            "SlurmdParameters=config_overrides",
            "KillWait=2",
            $"NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[2]} CPUs=2 RealMemory=4096",
            $"NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[3]} CPUs=2 RealMemory=4096",
            "PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
            "");
    }

    /// <summary>Ports below those that the system gives to clients.</summary>
    private static int[] FreePorts(int count)
    {
        HashSet<int> free = [];
        while (free.Count < count)
        {
            int port = RandomNumberGenerator.GetInt32(20_000, 30_000);
            try
            {
                using TcpListener listener = new(IPAddress.Any, port);
                listener.Start();
                free.Add(port);
            }
            catch (SocketException)
            {
                // Taken by another program.
            }
        }

        return [.. free];
    }
}
