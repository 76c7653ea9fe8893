# Install: run these lines once in PowerShell, as the user who may read the data.
# A database address: [Environment]::SetEnvironmentVariable('NAME', '...', 'User')
{% if not on_windows %}
# These paths are of the computer that printed this, which is not Windows: run
# workbench schedule on the Windows computer, or correct Command, Arguments and WorkingDirectory.
{% endif %}
# A run that finds another one at work ends with exit code 4 and changes nothing.
$task = @'
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.4" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{{ '%02d:%02d' % (hour, minute) }}:00</StartBoundary>
      <ScheduleByMonth>
        <DaysOfMonth><Day>{{ day }}</Day></DaysOfMonth>
        <Months>
          <January /><February /><March /><April /><May /><June />
          <July /><August /><September /><October /><November /><December />
        </Months>
      </ScheduleByMonth>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT6H</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT5M</Interval><Count>3</Count></RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{{ python | xml }}</Command>
      <Arguments>-m workbench.cli batch "{{ plan | xml }}"</Arguments>
      <WorkingDirectory>{{ folder | xml }}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
'@
Register-ScheduledTask -TaskName 'Workbench {{ name }}' -Xml $task
